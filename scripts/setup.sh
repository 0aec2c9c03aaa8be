#!/usr/bin/env bash
# Installs the system packages that are missing, by purpose.
#   scripts/setup.sh [lib|docker|python|ssh|hashcat|bench ...]      (default: lib)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

packages() {
    case $1 in
        lib) echo libsodium-dev libxxhash-dev libsqlite3-dev pkg-config ;;
        docker) echo docker.io debootstrap iptables iproute2 curl ;;
        python) echo python3-venv ;;
        hashcat) echo hashcat pocl-opencl-icd ocl-icd-libopencl1 ;;
        ssh) echo openssh-client curl ca-certificates jq ;;
        bench) echo wrk gcc libc6-dev ;;
        *) die setup "no such purpose: $1 (lib, docker, python, ssh, hashcat, bench)" ;;
    esac
}

# An engine, a client or a Python that came another way (a vendor's package, a version manager) is as good.
present() {
    case $1 in
        docker.io) command -v dockerd >/dev/null || engine_answers "${DOCKER_HOST:-unix:///var/run/docker.sock}" ;;
        python3-venv) python3 -c 'import venv, ensurepip' 2>/dev/null ;;
        gcc) command -v gcc >/dev/null ;;
        *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

[ $# -gt 0 ] || set -- lib
wanted=
for purpose in "$@"; do
    wanted="$wanted $(packages "$purpose")"
done
missing=
for package in $wanted; do
    case " $missing " in *" $package "*) continue ;; esac
    present "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null || die setup "no apt-get here; install by hand what these Debian packages hold:$missing"
as_root true || die setup "not root and no sudo; run: apt-get update && apt-get install -y --no-install-recommends$missing"
say setup "installing$missing ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}
if ! install >"$log" 2>&1; then
    tail -20 "$log" >&2
    die setup "apt-get failed"
fi
