#!/usr/bin/env bash
# Builds everything with the layers guarded, lints, and checks the rules of the code base (make check).
# Every step runs and says ok or what is wrong; exits 1 at the end when any failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

failed=0
# step TITLE COMMAND...: runs it quietly; its output is shown when it fails.
step() {
    local title=$1 log
    shift
    log=$(mktemp)
    say check "$title ..."
    if "$@" >"$log" 2>&1; then
        echo "ok     $title"
    else
        echo "BROKEN $title"
        grep -vE '^\[[0-9]+/[0-9]+\] |^(Fetching|Fetched|Creating working copy|Working copy|Computing|Computed) ' "$log" |
            tail -60 | sed 's/^/       /'
        failed=1
    fi
    rm -f "$log"
}

"$root/scripts/setup.sh" lib python
# The build says "Build complete!" even when it found an undeclared import of a sibling: only its exit status tells.
step "everything builds, each target imports only the siblings it declares" \
    swift build --build-tests --explicit-target-dependency-import-check error
step "swift-format finds nothing" swift format lint --strict --recursive Sources Tests Package.swift
manifest=$(mktemp)
trap 'rm -f "$manifest"' EXIT
if swift package dump-package >"$manifest"; then
    "$root/scripts/check.py" "$manifest" || failed=1
else
    echo "BROKEN Package.swift cannot be read"
    failed=1
fi
[ $failed -eq 0 ] || die check "something is broken, see above"
say check "all is well"
