#!/usr/bin/env bash
# Rents a machine from a local network, from nothing to nothing (make demo): installs what is missing, builds, starts a
# network, rents a container through the REST API, works in it over SSH, gives it back, and leaves nothing behind.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

data=$root/.nicompute/demo
log=$root/.nicompute/demo.log
work=$(mktemp -d)
network=
finished=

title() { printf '\n== %s\n' "$*"; }

clean_up() {
    local result=$?
    trap - EXIT INT TERM
    if [ -z "$finished" ]; then
        title "the demo failed"
        [ ! -s "$log" ] || { echo "-- the end of $log"; tail -40 "$log"; }
        grep -hE 'level=(error|fatal)' "$root/.nicompute/engine/dockerd.log" 2>/dev/null | tail -5 || true
        if [ -n "$network" ] && kill -TERM "$network" 2>/dev/null; then
            for _ in $(seq 150); do kill -0 "$network" 2>/dev/null || break; sleep 0.1; done
            kill -KILL "$network" 2>/dev/null || true
        fi
        [ -z "${nicompute:-}" ] || "$nicompute" localnet --clean --data "$data" >>"$log" 2>&1 || true
        [ "$result" -ne 0 ] || result=1
    fi
    rm -rf "$work"
    release_engine || true
    exit "$result"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    echo "!! $*"
    exit 1
}

# Everything on the engine that carries a label of ours, one line each.
on_engine() {
    local kind label
    for label in ni.miner ni.image; do
        for kind in containers/json?all=1 volumes? networks? images/json?; do
            engine_call "$DOCKER_HOST" GET "/$kind&filters=%7B%22label%22%3A%5B%22$label%22%5D%7D" |
                jq -r --arg kind "${kind%%[/?]*}" '(if type == "object" then .Volumes // [] else . end)[]
                    | $kind + " " + (.Names[0]? // .Name? // .RepoTags[0]? // .Id)'
        done
    done | sort -u
}

# api EXPECTED_STATUS PATH [NAME=VALUE ...]: a POST with the client certificate; the answer is in $answer.
api() {
    local expected=$1 path=$2 status parameters=()
    shift 2
    for parameter in "$@"; do
        parameters+=(--data-urlencode "$parameter")
    done
    status=$(curl -sS -G -X POST --max-time 180 --cacert "$ca" --cert "$client_cert" --key "$client_key" \
        -o "$work/answer" -w '%{http_code}' ${parameters[@]+"${parameters[@]}"} "$url$path") || fail "no answer to POST $path"
    answer=$(cat "$work/answer")
    echo "POST $path -> $status $(jq -r '.message // empty' <<<"$answer")"
    [ "$status" = "$expected" ] || fail "expected $expected, got: $answer"
}

title "set-up: libraries, a Docker Engine, a base image"
"$root/scripts/setup.sh" lib docker ssh
use_engine
"$root/scripts/base-image.sh"
engine_call "$DOCKER_HOST" GET /version | jq -r '"Docker Engine \(.Version) at " + env.DOCKER_HOST'

title "build"
swift build --product nicompute
nicompute=$(swift build --show-bin-path)/nicompute

title "start a local network"
mkdir -p "$root/.nicompute"
# What a demo that was cut off may have left; its files say what is whose.
"$nicompute" localnet --clean --data "$data"
on_engine >"$work/before"
port=18903
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
done
started=$SECONDS
"$nicompute" localnet --data "$data" --base-image nicompute/base:latest --api.port $port >"$log" 2>&1 &
network=$!
until [ -s "$data/ready.json" ]; do
    kill -0 $network 2>/dev/null || fail "the local network ended by itself"
    [ $((SECONDS - started)) -lt 240 ] || fail "the local network is not ready after 240 s"
    sleep 0.2
done
cat "$log"
url=$(jq -r .api.url "$data/ready.json")
ca=$(jq -r .api.ca "$data/ready.json")
client_cert=$(jq -r .api.client_cert "$data/ready.json")
client_key=$(jq -r .api.client_key "$data/ready.json")
hotkey=$(jq -r '.miners[0].hotkey' "$data/ready.json")
echo "ready after $((SECONDS - started)) s: $url"

title "rent a machine"
ssh-keygen -q -t ed25519 -N '' -C demo -f "$work/key"
started=$SECONDS
api 200 /service/allocate_hotkey "hotkey=$hotkey" "ssh_key=$(cat "$work/key.pub")"
uuid=$(jq -r .data.uuid_key <<<"$answer")
ip=$(jq -r .data.ssh_ip <<<"$answer")
ssh_port=$(jq -r .data.ssh_port <<<"$answer")
user=$(jq -r .data.ssh_username <<<"$answer")
echo "rented in $((SECONDS - started)) s: ssh $user@$ip -p $ssh_port"

# The key of the machine's SSH server, which the miner told in its answer: ssh talks to no other server.
jq -r .data.known_hosts <<<"$answer" >"$work/known_hosts"
echo "its host key: $(jq -r .data.host_key <<<"$answer")"

key=$work/key
# on_machine COMMAND: run in the rented container.
on_machine() {
    ssh -i "$key" -p "$ssh_port" -o UserKnownHostsFile="$work/known_hosts" -o StrictHostKeyChecking=yes \
        -o LogLevel=ERROR -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=15 "$user@$ip" "$1"
}

title "work in it over SSH"
on_machine 'uname -a; nproc; free -h | head -2; echo hello from the rented container' | tee "$work/said"
grep -qx 'hello from the rented container' "$work/said" || fail "the container did not say hello"

title "see it in the list"
api 200 /list/allocations_sql
jq -r '.data[] | "\(.hotkey) \(.ssh_command)"' <<<"$answer"
jq -e --arg uuid "$uuid" 'any(.data[]; .uuid_key == $uuid)' <<<"$answer" >/dev/null || fail "the rental is not in the list"

title "see what the nodes tell each other"
hub=$(jq -r .hub "$data/ready.json")
# Every node's name, its state and what it rents or is rented to, a line each.
told() {
    jq -n '{query: "query Runs { project(name: \"opencompute\", entityName: \"neuralinternet\") {
        runs(first: 50) { edges { node { displayName state config } } } } }"}' |
        curl -sS --max-time 10 -H 'Content-Type: application/json' -d @- "$hub/graphql" |
        jq -r '.data.project.runs.edges[].node | (.config | fromjson) as $config | [.displayName, .state,
            (if $config.role.value == "miner" then "rented to " + ($config.allocated.value // "nobody")
             else "rents " + (($config.allocated_hotkeys.value // []) | join(" ")) end)] | join("  ")'
}
for _ in $(seq 60); do
    ! told >"$work/told" || ! grep -q "rents $hotkey" "$work/told" || ! grep -q '^miner.*rented to 5' "$work/told" || break
    sleep 0.5
done
cat "$work/told"
grep -q "rents $hotkey" "$work/told" && grep -q '^miner.*rented to 5' "$work/told" || fail "the shared state does not say so"
echo "the same for people: $hub"

title "pause, resume, change the key, restart"
on_machine 'echo work > /root/work'
api 200 /service/pause_docker "hotkey=$hotkey" "uuid_key=$uuid"
! timeout 3 ssh-keyscan -p "$ssh_port" "$ip" 2>/dev/null | grep -q . || fail "the paused machine still answers"
api 200 /service/unpause_docker "hotkey=$hotkey" "uuid_key=$uuid"
ssh-keygen -q -t ed25519 -N '' -C demo-2 -f "$work/key2"
api 200 /service/exchange_docker_key "hotkey=$hotkey" "uuid_key=$uuid" "ssh_key=$(cat "$work/key2.pub")"
! on_machine true 2>/dev/null || fail "the old key still lets in"
key=$work/key2
api 200 /service/restart_docker "hotkey=$hotkey" "uuid_key=$uuid"
[ "$(on_machine 'cat /root/work')" = work ] || fail "the work is gone"
echo "the work is still there, behind the new key"
api 400 /service/pause_docker "hotkey=$hotkey" "uuid_key=not-the-renter's"

title "give it back"
api 200 /service/deallocate "hotkey=$hotkey" "uuid_key=$uuid"
api 404 /list/allocations_sql
case $answer in *"No resources found."*) ;; *) fail "not the expected words: $answer" ;; esac

title "stop, and leave nothing behind"
kill -TERM $network
result=0
wait $network || result=$?
network=
[ $result -eq 0 ] || fail "the local network ended with $result"
"$nicompute" localnet --clean --data "$data" >>"$log" 2>&1 || fail "localnet --clean failed"
[ ! -e "$data" ] || fail "$data is still there"
on_engine >"$work/after"
diff "$work/before" "$work/after" || fail "something of ours is left on the engine"
for process in /proc/[0-9]*; do
    [ "${process##*/}" != $$ ] || continue
    ! tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -qF -- "$data" || fail "process ${process##*/} is still running"
done 2>/dev/null
rm -f "$log"
echo "nothing is left"
finished=1
title "done"
