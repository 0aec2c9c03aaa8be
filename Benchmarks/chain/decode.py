#!/usr/bin/env python3
"""Decodes the recorded neurons as bittensor 9.0.0 does when it syncs a metagraph, and prints how long that takes.

  decode.py --recorded FOLDER [--rounds N]
"""
import argparse
import json
import os
import statistics
import time

parser = argparse.ArgumentParser()
parser.add_argument("--recorded", required=True, help="the folder with recorded-rpc.json and metadata-v15.hex")
parser.add_argument("--rounds", type=int, default=10)
options = parser.parse_args()
path = os.path.join(options.recorded, "recorded-rpc.json")
if not os.path.exists(path):
    print("skipped: there is no recorded chain data in the folder")
    raise SystemExit

import bt_decode  # noqa: E402
from bittensor.core.chain_data import NeuronInfoLite  # noqa: E402


def answer(calls, method):
    text = next(c["result"] for c in calls if c["scenario"] == "metagraph" and c["method"] == "state_call"
                and c["params"][0] == method and c["params"][1].startswith("0100"))
    return bytes.fromhex(text[2:])


def measure(name, work):
    work()
    times = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    print(f"python  {name:38s} {statistics.median(times):8.3f} [{min(times):.3f}-{max(times):.3f}]")


with open(path) as f:
    calls = json.load(f)
with open(os.path.join(options.recorded, "metadata-v15.hex")) as f:
    metadata = bt_decode.MetadataV15.decode_from_metadata_option(bytes.fromhex(f.read().strip()[2:]))
registry = bt_decode.PortableRegistry.from_metadata_v15(metadata)
apis = {api["name"]: {m["name"]: m["output"] for m in api["methods"]} for api in json.loads(metadata.to_json())["apis"]}
neurons = answer(calls, "NeuronInfoRuntimeApi_get_neurons_lite")
state = answer(calls, "SubnetInfoRuntimeApi_get_subnet_state")
type_name = f"scale_info::{apis['NeuronInfoRuntimeApi']['get_neurons_lite']}"
state_name = f"scale_info::{apis['SubnetInfoRuntimeApi']['get_subnet_state']}"

measure("neurons, type registry: values", lambda: bt_decode.decode(type_name, registry, neurons))
measure("neurons, type registry: neurons",
        lambda: NeuronInfoLite.list_from_dicts(bt_decode.decode(type_name, registry, neurons)))
measure("neurons, fixed structs (Rust)", lambda: bt_decode.NeuronInfoLite.decode_vec(neurons))
measure("subnet state, type registry: values", lambda: bt_decode.decode(state_name, registry, state))
