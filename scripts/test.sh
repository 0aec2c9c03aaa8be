#!/usr/bin/env bash
# Runs all tests (make test), with a Docker Engine, the base image and the Python SDKs for those that need them.
#   scripts/test.sh [OPTION OF swift test ...]
# What cannot be had is said, and the tests that need it are skipped, visibly.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

"$root/scripts/setup.sh" lib ssh
absent=
trap release_engine EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if "$root/scripts/setup.sh" docker && use_engine && "$root/scripts/base-image.sh"; then
    export NI_TEST_DOCKER_HOST=$DOCKER_HOST NI_TEST_BASE_IMAGE=nicompute/base:latest
else
    absent="$absent; no Docker Engine: tests that run containers are skipped"
fi
for sdk in bt9 bt10 bt11; do
    if "$root/scripts/setup.sh" python &&
        venv=$("$root/scripts/venv.sh" $sdk "$root/Tests/InteropTests/python/requirements-$sdk.txt"); then
        export "NI_TEST_VENV_${sdk^^}=$venv"
    else
        absent="$absent; no Python SDK $sdk: tests against it are skipped"
    fi
done
"$root/scripts/setup.sh" hashcat || absent="$absent; no hashcat: its test is skipped"

result=0
if [ $# -gt 0 ]; then
    say test "swift test $* ..."
    swift test --disable-xctest "$@" || result=$?
else
    # What talks to an engine, to other processes or to Python, or measures memory, runs one by one after the units.
    peers='^(NetworkTests|InteropTests)\.|\.(LiveEngineTests|LiveImageTests|LiveContainerTests|AxonFuzzTests|HashcatLiveTests)'
    say test "building all tests ..."
    swift build --build-tests
    say test "unit tests ..."
    # All at once they would starve those that have a time limit to test.
    SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 \
        swift test --skip-build --disable-xctest --skip "$peers" || result=$?
    say test "tests with real peers: Docker Engine, processes, Python SDKs ..."
    swift test --skip-build --disable-xctest --no-parallel --filter "$peers" || result=$?
fi
[ -z "$absent" ] || say test "NOTE: ${absent#; }"
exit $result
