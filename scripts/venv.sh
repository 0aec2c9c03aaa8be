#!/usr/bin/env bash
# Makes the Python environment NAME from a requirements file, once, and prints its path.
#   scripts/venv.sh NAME REQUIREMENTS_FILE
# PYTHON names an interpreter to use; without it the first of 3.11, 3.12, 3.10 and python3 that can make a venv.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ $# -eq 2 ] || die venv "usage: scripts/venv.sh NAME REQUIREMENTS_FILE"
name=$1
requirements=$2
[ -f "$requirements" ] || die venv "$requirements is not there"

# The SDKs' compiled wheels exist for 3.10 to 3.12.
usable='import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))'
python=
for candidate in ${PYTHON:-python3.11 python3.12 python3.10 python3 /usr/bin/python3}; do
    if "$candidate" -c "$usable" 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || die venv "no Python 3.10 to 3.12 with venv (scripts/setup.sh python, or set PYTHON)"

key=$({ cat "$requirements"; "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; } | sha256sum | cut -c1-12)
venv=$cache/venv-$name-$key
# A venv cannot be moved into place when it is done, so a marker written last says that it is whole.
if [ ! -f "$venv/.complete" ]; then
    mkdir -p "$cache"
    exec 9>"$venv.lock"
    flock 9
    if [ ! -f "$venv/.complete" ]; then
        say venv "making $name with $("$python" -V): $(grep -cv '^$' "$requirements") requirements (minutes) ..."
        rm -rf "$venv"
        "$python" -m venv "$venv" >&2
        "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements" >&2 ||
            die venv "pip could not install $requirements"
        touch "$venv/.complete"
        # Environments of older requirements are of no use any more.
        for old in "$cache/venv-$name-"*; do
            case $old in "$venv" | "$venv.lock") ;; *) rm -rf "$old" ;; esac
        done
    fi
fi
printf '%s\n' "$venv"
