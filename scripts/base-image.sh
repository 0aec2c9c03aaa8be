#!/usr/bin/env bash
# Makes sure that the engine has the image nicompute/base:latest, made from this distribution's packages.
# It needs no registry of images. The engine is DOCKER_HOST, or the one of scripts/engine.sh.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

image=nicompute/base
packages=openssh-server,ca-certificates,iproute2,procps,python3,python3-numpy
# Raise it when the steps below change.
recipe=1

# The address from which apt gets the suite $1, in either form of its lists.
mirror_of() {
    local suite=$1
    awk -v suite="$suite" '
        function stanza() { if (mine && uri && !found) { print uri; found = 1 } mine = 0; uri = "" }
        FNR == 1 || /^[ \t]*$/ { stanza() }
        $1 == "URIs:" { uri = $2 }
        $1 == "Suites:" { for (i = 2; i <= NF; i++) if ($i == suite) mine = 1 }
        END { stanza() }' /dev/null /etc/apt/sources.list.d/*.sources 2>/dev/null | grep '^http' && return
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
        sed -E 's/^(deb) +\[[^]]*\]/\1/' |
        awk -v suite="$suite" '$1 == "deb" && $3 == suite && !found { print $2; found = 1 }' | grep '^http'
}

[ -r /etc/os-release ] || die base-image "no /etc/os-release: which distribution is this?"
distribution=$(. /etc/os-release && echo "$ID")
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
key=$(echo "$recipe $distribution $suite $(uname -m) $packages" | sha256sum | cut -c1-12)
tarball=$cache/base-$key.tar

host=${DOCKER_HOST:-}
if [ -z "$host" ]; then
    host=$("$root/scripts/engine.sh" env) || die base-image "no Docker Engine answers (scripts/engine.sh start)"
    host=${host#DOCKER_HOST=}
fi
if engine_call "$host" GET "/images/$image:latest/json" 2>/dev/null | grep -qF "\"ni.base\":\"$key\""; then
    exit 0
fi

make_tarball() {
    local tree mirror
    mirror=$(mirror_of "$suite") || mirror=
    command -v debootstrap >/dev/null || die base-image "no debootstrap here (scripts/setup.sh docker)"
    [ "$(id -u)" -eq 0 ] || die base-image "debootstrap needs root; or tag an image of your own as $image:latest"
    say base-image "debootstrap $suite with $packages (a minute) ..."
    mkdir -p "$cache"
    tree=$(mktemp -d -p "$cache")
    trap 'rm -rf "$tree" "$tarball.part"' EXIT
    if ! debootstrap --variant=minbase --include="$packages" "$suite" "$tree" ${mirror:+"$mirror"} \
        >"$cache/debootstrap.log" 2>&1; then
        tail -5 "$cache/debootstrap.log" "$tree/debootstrap/debootstrap.log" >&2 2>/dev/null || true
        die base-image "debootstrap failed; its log is $cache/debootstrap.log"
    fi
    # Host keys are made afresh in each container, and nobody reads manuals in one.
    rm -rf "$tree"/etc/ssh/ssh_host_* "$tree"/var/cache/apt/*.bin "$tree"/var/cache/apt/archives/*.deb \
        "$tree"/var/lib/apt/lists/* "$tree"/var/log/* "$tree"/usr/share/doc/* "$tree"/usr/share/man/* \
        "$tree"/usr/share/info/* "$tree"/usr/share/locale/* "$tree"/etc/machine-id
    mkdir -p "$tree/run/sshd" "$tree/var/log/apt"
    echo localhost >"$tree/etc/hostname"
    : >"$tree/etc/resolv.conf"
    find "$tree" -name __pycache__ -type d -prune -exec rm -rf {} +
    tar --numeric-owner --one-file-system --exclude=./dev/* --exclude=./proc/* --exclude=./sys/* \
        -C "$tree" -cf "$tarball.part" .
    mv "$tarball.part" "$tarball"
    rm -rf "$tree"
    trap - EXIT
    for old in "$cache"/base-*.tar; do
        [ "$old" = "$tarball" ] || rm -f "$old"
    done
}

mkdir -p "$cache"
exec 9>"$cache/base.lock"
flock 9
[ -f "$tarball" ] || make_tarball
say base-image "importing $(du -m "$tarball" | cut -f1) MiB into $host ..."
answer=$(engine_call "$host" POST \
    "/images/create?fromSrc=-&repo=$image&tag=latest&changes=LABEL%20ni.base=$key&changes=CMD%20%5B%22%2Fbin%2Fbash%22%5D" \
    -H 'Content-Type: application/x-tar' -H 'Expect:' -T "$tarball") || die base-image "import failed: $answer"
case $answer in *'"error"'*) die base-image "import failed: $answer" ;; esac
