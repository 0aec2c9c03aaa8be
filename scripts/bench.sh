#!/usr/bin/env bash
# Measures the release build on loopback (make bench) and writes docs/performance.md: axon under load beside the Python SDK's,
# start, the API's lists, dendrite, signatures, decoding of neurons.
#   scripts/bench.sh [--repeat N]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

repeat=3
result=0
[ "${1:-}" != --repeat ] || repeat=$2
data=$root/.nicompute/bench
log=$root/.nicompute/bench.log
canned=
chain=

clean_up() {
    local result=$?
    trap - EXIT INT TERM
    [ -z "$canned" ] || kill "$canned" 2>/dev/null || true
    [ -z "$chain" ] || kill "$chain" 2>/dev/null || true
    release_engine || true
    rm -rf "$data"
    exit "$result"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$root/scripts/setup.sh" lib docker ssh python bench
peers=$root/Tests/InteropTests/python
python=$("$root/scripts/venv.sh" bt9 "$peers/requirements-bt9.txt")/bin/python
use_engine
"$root/scripts/base-image.sh"
say bench "building (release) ..."
swift build -c release --package-path Benchmarks
bin=$(swift build -c release --package-path Benchmarks --show-bin-path)

rm -rf "$data"
mkdir -p "$data"
: >"$log"
# The well-known development keys: //Alice calls, //Bob is the axon, in Python and in ours.
alice=5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
bob=5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty
port=18091
"$bin/nicompute" wallet import --key hotkey --uri //Bob --wallet.path "$data/wallets" >>"$log"
tao=1000000000
cat >"$data/genesis.json" <<EOF
{"balances": {"$alice": $((1000 * tao)), "$bob": $((1000 * tao))},
 "subnets": [{"netuid": 27, "ownerHotkey": "$alice", "ownerColdkey": "$alice", "name": ""}],
 "neurons": [
  {"netuid": 27, "hotkey": "$alice", "coldkey": "$alice", "stake": $((1000000 * tao)), "validatorPermit": true},
  {"netuid": 27, "hotkey": "$bob", "coldkey": "$bob", "stake": 0, "validatorPermit": false}]}
EOF
chain_port=19944
"$bin/nicompute" localnet chain --memory --no-dev-accounts --genesis "$data/genesis.json" --port $chain_port \
    --block-time 12 >>"$log" 2>&1 &
chain=$!
miner="$bin/nicompute miner --subtensor.network ws://127.0.0.1:$chain_port --wallet.path $data/wallets --axon.ip 127.0.0.1"
miner="$miner --axon.unsigned-bodies allow --axon.port $port --ssh.bind 127.0.0.1 --ssh.port 18022 --miner.base-image nicompute/base:latest --data $data/m"
sdk="$python $peers/bt9_axon.py --port $port --uri //Bob"
to=(--port $port --axon-hotkey $bob --log "$log")

# section TITLE COMMAND ...: the title and what the command prints, to the screen and into the report.
section() {
    local title=$1
    shift
    printf '\n### %s\n\n' "$title" | tee -a "$data/report"
    # A step whose answers were not all good says so in its table; the others are still worth having.
    "$@" 2>>"$log" | tee -a "$data/report" || result=1
}

: >"$data/report"
section "Axon: one run, ours and bittensor 9.0.0's in turns, signed Allocate(checking)" \
    "$python" Benchmarks/axon/run_axon.py --name python --server "$sdk" --name ours --server "$miner" \
    --plan 16:80 --repeat "$repeat" "${to[@]}"
section "Axon: bodies not signed, as Python peers send them" \
    "$python" Benchmarks/axon/run_axon.py --name ours --server "$miner" --repeat "$repeat" \
    --plan 1:1500,16:5000,64:5000,16:1000x "${to[@]}"
section "Axon: bodies signed (btauth/1), answers signed, as our nodes talk to each other" \
    "$python" Benchmarks/axon/run_axon.py --name ours --server "${miner/unsigned-bodies allow/unsigned-bodies deny}" --btauth \
    --repeat "$repeat" --plan 16:4000,64:4000 "${to[@]}"
section "Start of the miner, its check of the engine included" \
    "$python" Benchmarks/startup.py --server "$miner" --repeat 5 "${to[@]}"
api_port=18903
list() {
    python3 Benchmarks/api/make_db.py --rows "$1" --db "$data/list$1.db"
    python3 Benchmarks/api/run_list.py --name ours --rows "$1" --port $api_port --repeat "$repeat" --log "$log" --server \
        "$bin/nicompute api --subtensor.network ws://127.0.0.1:$chain_port --wallet.path $data/wallets --state off
         --api.insecure --api.ip 127.0.0.1 --api.port $api_port --store sqlite:$data/list$1.db"
}
section "Resource Allocation API: listing 256 machines (plain HTTP)" list 256
section "Resource Allocation API: listing 10,000 machines (plain HTTP)" list 10000
gcc -O2 -o "$data/canned_server" Benchmarks/dendrite/canned_server.c
"$data/canned_server" 127.0.0.1 19000 256 Benchmarks/dendrite/answer.http >>"$log" 2>&1 &
canned=$!
sleep 0.5
fan_out() {
    "$bin/fanout" --fresh
    "$bin/fanout"
}
section "Dendrite: one Allocate, signed twice, to each of 256 axons (recorded answers)" fan_out
section "Signatures, one core" "$bin/signatures"
# Recorded chain data is not in the repository; without it both say that they are skipped.
recorded=${NI_RECORDED:-$root/../shared/fixtures/recorded}
chain_decode() {
    "$bin/chaindecode" --recorded "$recorded"
    "$python" Benchmarks/chain/decode.py --recorded "$recorded"
}
section "Neurons of a recorded subnet decoded: ours and bittensor 9.0.0's, one run" chain_decode

{
    echo "# Measured figures"
    echo
    echo "Written by \`make bench\`: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores,"
    echo "$(date -u +%F), release build, everything on loopback of one machine, load generator included. Single figures move"
    echo "with the machine and its other work; ratios within one run are what counts. The targets are in the last section."
    cat "$data/report"
    cat Benchmarks/targets.md
} >docs/performance.md
say bench "docs/performance.md is written"
exit $result
