#!/usr/bin/env bash
# Finds the machine's Docker Engine, or runs one of our own in this checkout.
#   scripts/engine.sh start    an engine answers afterwards (1: there is none and none can be started)
#   scripts/engine.sh stop     stops the engine that start started; never another
#   scripts/engine.sh status   says which engine there is (1: none)
#   scripts/engine.sh env      prints DOCKER_HOST=... of it (1: none)
# Ours keeps its images and its log in .nicompute/engine/, its sockets in /run (their paths must be short), and has a
# bridge and a range of addresses of its own, so that the engines of several checkouts do not meet.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

state=$root/.nicompute/engine
log=$state/dockerd.log
default_host=unix:///var/run/docker.sock

# One line of a file in the state folder, or nothing.
remembered() { cat "$state/$1" 2>/dev/null || true; }

own_host() { echo "unix://$(remembered run)/docker.sock"; }

# The pid of the daemon that we started, when it still is that one and not a later process of the same number.
own_pid() {
    local pid
    pid=$(remembered pid)
    if [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "--data-root $state/data "; then
        echo "$pid"
    fi
}

# The engine to use: the one that the caller names, the machine's, ours. Prints its address, or fails.
find_engine() {
    if [ -n "${DOCKER_HOST:-}" ]; then
        if engine_answers "$DOCKER_HOST"; then
            echo "$DOCKER_HOST"
            return
        fi
    elif engine_answers $default_host; then
        echo $default_host
        return
    fi
    if [ -n "$(own_pid)" ] && engine_answers "$(own_host)"; then
        own_host
        return
    fi
    return 1
}

# Takes a bridge `nieK` with the addresses 10.(200+K/16).(K%16*16).0/24 for the engine's default network: two engines on
# one docker0 would hand out the same addresses. The kernel refuses a second bridge of a name, so starts never share one.
claim_bridge() {
    local slot name high low
    for slot in $(seq 0 255); do
        high=$((200 + slot / 16))
        low=$((slot % 16 * 16))
        [ -z "$(ip -4 route show root 10.$high.$low.0/24)" ] || continue
        name=nie$slot
        ip link add "$name" type bridge 2>/dev/null || continue
        # By this mark we know it again as ours.
        ip link set "$name" alias "$(remembered run)"
        ip addr add "10.$high.$low.1/24" dev "$name"
        ip link set "$name" up
        echo "$slot" >"$state/slot"
        return
    done
    die engine "no free addresses in 10.200.0.0 to 10.215.240.0"
}

# One try to start the daemon with the storage driver $1; true when it answers within 60 s.
try_start() {
    local run slot pid
    run=$(mktemp -d -p /run)
    echo "$run" >"$state/run"
    claim_bridge
    slot=$(remembered slot)
    # Never with --default-address-pool: a daemon that has it deletes any docker0 at its second start, whoever uses it.
    # In a session of its own, without our locks: Ctrl-C and the end of this script are not meant for it.
    setsid dockerd --data-root "$state/data" --exec-root "$run/exec" --pidfile "$run/dockerd.pid" \
        --host "unix://$run/docker.sock" --storage-driver "$1" --bridge "nie$slot" \
        --containerd-namespace "nie$slot" --containerd-plugins-namespace "nie$slot-plugins" \
        >>"$log" 2>&1 </dev/null 8>&- 9>&- &
    pid=$!
    disown
    echo $pid >"$state/pid"
    for _ in $(seq 300); do
        engine_answers "unix://$run/docker.sock" && return
        kill -0 $pid 2>/dev/null || return 1
        sleep 0.2
    done
    return 1
}

# Stops what belongs to the daemon of this checkout, whatever state it is in.
stop_own() {
    local run pid child
    run=$(remembered run)
    pid=$(own_pid)
    if [ -n "$pid" ]; then
        kill -TERM "$pid" 2>/dev/null || true
        for _ in $(seq 200); do
            [ -d "/proc/$pid" ] || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
    fi
    if [ -n "$run" ]; then
        # A daemon that was killed leaves its containerd and shims, which name the run folder, and their children.
        for pid in $(grep -lF -- "$run/" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3); do
            [ "$pid" != $$ ] || continue
            for child in $(grep -lE "^PPid:[[:space:]]$pid\$" /proc/[0-9]*/status 2>/dev/null | cut -d/ -f3); do
                kill -KILL "$child" 2>/dev/null || true
            done
            kill -KILL "$pid" 2>/dev/null || true
        done
        awk '{print $2}' /proc/mounts | grep -E -- "^($run|$state/data)(/|\$)" | sort -r | while read -r mount; do
            umount -l "$mount" 2>/dev/null || true
        done || true
        remove_network "$run"
        rm -rf "$run"
    fi
    rm -f "$state/pid" "$state/run"
}

# Removes the bridges of the daemon with the run folder $1 and their firewall rules: it leaves both behind.
remove_network() {
    local slot names name nets table rule
    slot=$(remembered slot)
    # The networks that it made are bridges `br-<id>`, which its own database knows, even when nobody answers any more.
    names=$(grep -aoE 'br-[0-9a-f]{12}' "$state/data/network/files/local-kv.db" 2>/dev/null | sort -u || true)
    [ "$(cat "/sys/class/net/nie$slot/ifalias" 2>/dev/null)" != "$1" ] || names="nie$slot $names"
    nets=none
    for name in $names; do
        nets="$nets|$(ip -4 -o addr show dev "$name" 2>/dev/null | awk '{print $4}' | sed -E 's/[0-9]+\/.*//; s/\./\\./g')"
    done
    nets=$(echo "$nets" | sed -E 's/\|+/|/g; s/\|$//')
    names=$(echo $names | tr ' ' '|')
    [ -n "$names" ] || return 0
    for table in filter nat; do
        iptables-save -t $table 2>/dev/null | grep -E -- "^-A .*( -[io] ($names)| -[sd] ($nets)[0-9/]+)( |\$)" |
            while read -r rule; do
                # shellcheck disable=SC2086
                iptables -w -t $table -D ${rule#-A } 2>/dev/null || true
            done || true
    done
    for name in ${names//|/ }; do
        ip link del "$name" 2>/dev/null || true
    done
}

start() {
    local host driver
    if host=$(find_engine); then
        say engine "using $host"
        return
    fi
    [ -z "${DOCKER_HOST:-}" ] || die engine "nothing answers at DOCKER_HOST=$DOCKER_HOST"
    [ "$(id -u)" -eq 0 ] ||
        die engine "no Docker Engine answers at $default_host; start it, join its group, or run this as root"
    command -v dockerd >/dev/null || die engine "no dockerd here (scripts/setup.sh docker)"
    mkdir -p "$state"
    exec 9>"$state/lock"
    flock 9
    if find_engine >/dev/null; then
        return
    fi
    : >"$log"
    # The first start of a containerd on a busy machine can take longer than dockerd waits for it, so try again; vfs is
    # slow, but works where this file system cannot carry an overlay.
    for driver in overlay2 overlay2 vfs; do
        stop_own
        say engine "starting dockerd ($driver) ..."
        if try_start $driver; then
            say engine "started, $(own_host), log $log"
            return
        fi
        say engine "dockerd did not start: $(grep -oE 'failed to [^"]*' "$log" | tail -1 || true)"
    done
    stop_own
    tail -5 "$log" >&2
    die engine "dockerd cannot be started here; its log is $log"
}

stop() {
    [ -d "$state" ] || return 0
    [ -n "$(remembered run)" ] || return 0
    exec 9>"$state/lock"
    flock 9
    say engine "stopping our dockerd ..."
    stop_own
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    status)
        host=$(find_engine) || die engine "none answers"
        if [ "$host" = "$(own_host)" ]; then whose=ours; else whose="not ours"; fi
        echo "$host ($whose)"
        ;;
    env)
        host=$(find_engine) || exit 1
        echo "DOCKER_HOST=$host"
        ;;
    *) die engine "usage: scripts/engine.sh start|stop|status|env" ;;
esac
