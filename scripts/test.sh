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
"$root/scripts/setup.sh" hashcat || absent="$absent; no hashcat: its test is skipped"

# The Python environments take minutes of downloading, the build takes minutes of computing: both at once.
venvs=$(mktemp -d)
sdks="bt9 bt10 bt11 wandb19 wandbnew rest"
(
    "$root/scripts/setup.sh" python || exit 0
    for sdk in $sdks; do
        requirements=$root/Tests/InteropTests/python/requirements-$sdk.txt
        "$root/scripts/venv.sh" "$sdk" "$requirements" >"$venvs/path" && mv "$venvs/path" "$venvs/$sdk"
    done
) &
making=$!
# use_venvs: the environments are there, or it is noted that they are not.
use_venvs() {
    local sdk
    wait $making || true
    making=
    for sdk in $sdks; do
        if [ -e "$venvs/$sdk" ]; then
            export "NI_TEST_VENV_${sdk^^}=$(cat "$venvs/$sdk")"
        else
            absent="$absent; no Python packages $sdk: tests with them are skipped"
        fi
    done
}

# What failed is said once more at the end, where it is read first.
log=$(mktemp)
export NO_COLOR=1
beside=
trap 'kill $beside $making 2>/dev/null || true; rm -rf "$log" "$log.live" "$log.peers" "$venvs"; release_engine' EXIT

result=0
if [ $# -gt 0 ]; then
    use_venvs
    say test "swift test $* ..."
    swift test --disable-xctest "$@" 2>&1 | tee -a "$log" || result=$?
else
    # What talks to an engine, to other processes or to Python, or measures memory, runs after the units: one by one, in
    # three rows beside each other. What counts everything that the engine has comes last, when nobody else uses it.
    live='\.(LiveEngineTests|LiveImageTests|LiveContainerTests|HashcatLiveTests)'
    peers='^InteropTests\.|\.AxonFuzzTests|/(Schemathesis|WebhookStory|HealthStory|ChainAway)/'
    stories='^NetworkTests\.'
    alone='/RentCyclesTests/'
    say test "building all tests ..."
    swift build --build-tests
    # A test that hangs must not hang everything: what had begun and not ended by then stands in the log.
    tests=(timeout --foreground -k 10 2400 "$(swift build --show-bin-path)/ni-computePackageTests.xctest"
        --testing-library swift-testing)
    use_venvs
    say test "unit tests ..."
    # All at once they would starve those that have a time limit to test.
    SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 \
        "${tests[@]}" --skip "$live|$peers|$stories" 2>&1 | tee -a "$log" || result=$?
    say test "tests with real peers: processes, and beside them Docker Engine and Python SDKs ..."
    "${tests[@]}" --no-parallel --filter "$live" --skip "$alone" >"$log.live" 2>&1 &
    beside=$!
    "${tests[@]}" --no-parallel --filter "$peers" >"$log.peers" 2>&1 &
    beside="$beside $!"
    "${tests[@]}" --no-parallel --filter "$stories" --skip "$peers" 2>&1 | tee -a "$log" || result=$?
    say test "waiting for the rows beside it ..."
    for row in $beside; do
        wait "$row" || result=$?
    done
    beside=
    cat "$log.live" "$log.peers" | tee -a "$log"
    say test "tests that want the engine for themselves ..."
    "${tests[@]}" --no-parallel --filter "$alone" 2>&1 | tee -a "$log" || result=$?
fi
[ -z "$absent" ] || say test "NOTE: ${absent#; }"
if [ $result -ne 0 ]; then
    say test "FAILED:"
    grep -A 3 -E '^✘.* (recorded an issue|failed after)|: (error|fatal error|Fatal error):' "$log" |
        grep -vE '^[◇✔]|^--$' | cut -c 1-400 | tail -n 60
fi
exit $result
