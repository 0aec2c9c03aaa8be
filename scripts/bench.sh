#!/usr/bin/env bash
# Measures our miner's axon under load and its start (make bench), release build, on loopback.
#   scripts/bench.sh [OPTION OF Benchmarks/axon/run_axon.py ...]      e.g. --repeat 3 --plan 16:5000
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

data=$root/.nicompute/bench
log=$root/.nicompute/bench.log
network=
nicompute=

clean_up() {
    local result=$?
    trap - EXIT INT TERM
    if [ -n "$network" ]; then
        kill -TERM "$network" 2>/dev/null || true
        wait "$network" || true
    fi
    [ -z "$nicompute" ] || "$nicompute" localnet --clean --data "$data" >>"$log" 2>&1 || true
    release_engine || true
    exit "$result"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$root/scripts/setup.sh" lib docker ssh python
python=$("$root/scripts/venv.sh" bench "$root/Benchmarks/requirements.txt")/bin/python
use_engine
"$root/scripts/base-image.sh"
swift build -c release --product nicompute
nicompute=$(swift build -c release --show-bin-path)/nicompute

# A local network makes the keys, the chain file and the SSH image; the miner is then measured in a process of its own.
say bench "making a local network ..."
: >"$log"
"$nicompute" localnet --clean --data "$data" >>"$log" 2>&1 || true
"$nicompute" localnet --data "$data" --base-image nicompute/base:latest >>"$log" 2>&1 &
network=$!
has_ssh_image() {
    engine_call "$DOCKER_HOST" GET '/images/json?filters=%7B%22label%22%3A%5B%22ni.image%22%5D%7D' | grep -q '"Id"'
}
for _ in $(seq 600); do
    kill -0 $network 2>/dev/null || die bench "the local network ended by itself: $(tail -5 "$log")"
    [ -s "$data/ready.json" ] && has_ssh_image && break
    sleep 0.2
done
[ -s "$data/ready.json" ] || die bench "the local network is not ready; its log is $log"
hotkey=$(jq -r '.miners[0].hotkey' "$data/ready.json")
axon=$(jq -r '.miners[0].axon' "$data/ready.json")
ssh_port=$(jq -r '.miners[0].ssh_port' "$data/ready.json")
kill -TERM $network
wait $network || true
network=

miner="$nicompute miner --subtensor.network file:$data/network.json --wallet.path $data/wallets --wallet.name miner-1"
miner="$miner --axon.ip ${axon%:*} --axon.port ${axon##*:} --ssh.bind ${axon%:*} --ssh.port $ssh_port"
miner="$miner --miner.base-image nicompute/base:latest --data $data/miner-1"
to=(--host "${axon%:*}" --port "${axon##*:}" --axon-hotkey "$hotkey" --hotkey-file "$data/wallets/validator/hotkeys/default"
    --log "$log")

printf '%s, %s cores, %s\n\n' "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(date -u +%F)"
result=0
echo "Start of the miner:"
"$python" Benchmarks/startup.py --server "$miner" "${to[@]}" || result=1
printf '\nSigned Allocate(checking), bodies not signed (as Python peers send them):\n'
"$python" Benchmarks/axon/run_axon.py --name miner --server "$miner" "${to[@]}" "$@" || result=1
printf '\nThe same with signed bodies (btauth/1), as our nodes send them:\n'
"$python" Benchmarks/axon/run_axon.py --name 'miner, btauth' --server "$miner --axon.unsigned-bodies deny" --btauth \
    "${to[@]}" "$@" || result=1
exit $result
