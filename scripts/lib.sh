# shellcheck shell=bash disable=SC2034
# Shared by the scripts beside it (sourced, not run): where things lie, how steps are told, how the engine is asked.

# The repository's root; every script works from any directory.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=$root/.nicompute/cache

# Users who are not root may lack the folders of dockerd, iptables and ip.
export PATH=$PATH:/usr/sbin:/sbin

# say NAME TEXT...: one line on stderr, so that stdout stays for results.
say() {
    local name=$1
    shift
    printf '%s: %s\n' "$name" "$*" >&2
}

# die NAME TEXT...: the same, and the script ends with 1.
die() {
    say "$@"
    exit 1
}

# as_root COMMAND...: runs it as root; fails without a word when that cannot be done unasked.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# engine_call HOST METHOD PATH [CURL OPTION...]: one call of the Docker Engine API; fails on an HTTP error.
# curl and not the docker program: distributions package that one separately, and versions of it refuse each other.
engine_call() {
    local host=$1 method=$2 path=$3
    shift 3
    case $host in
        unix://*) curl -sS --fail-with-body --unix-socket "${host#unix://}" -X "$method" "$@" "http://docker$path" ;;
        tcp://*) curl -sS --fail-with-body -X "$method" "$@" "http://${host#tcp://}$path" ;;
        *) return 1 ;;
    esac
}

# engine_answers HOST: true when a Docker Engine answers there within 5 s.
engine_answers() {
    engine_call "$1" GET /_ping --max-time 5 >/dev/null 2>&1
}

# use_engine: DOCKER_HOST names an engine that answers until release_engine; starts ours when there is none to be found.
use_engine() {
    # Whoever uses an engine holds a shared lock, so that the last one, and no other, stops one that was started so.
    mkdir -p "$root/.nicompute/engine"
    exec 8>"$root/.nicompute/engine/users"
    flock -s 8
    if ! "$root/scripts/engine.sh" status >/dev/null 2>&1; then
        "$root/scripts/engine.sh" start || return 1
        touch "$root/.nicompute/engine/started-for-use"
    fi
    DOCKER_HOST=$("$root/scripts/engine.sh" env) || return 1
    export DOCKER_HOST=${DOCKER_HOST#DOCKER_HOST=}
}

# release_engine: the engine is stopped when use_engine started it and nobody else uses it.
release_engine() {
    if [ -e "$root/.nicompute/engine/started-for-use" ] && flock -u 8 && flock -n -x 8; then
        "$root/scripts/engine.sh" stop
        rm -f "$root/.nicompute/engine/started-for-use"
    fi
    exec 8>&-
}
