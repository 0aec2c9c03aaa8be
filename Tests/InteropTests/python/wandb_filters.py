#!/usr/bin/env python3
"""Every filter of the reference program, asked with the real client of the environment's version.

  wandb_filters.py URL [--key K] [--entity E] [--project P]
The project must have no runs. Prints {"check": TEXT, "holds": bool, "seen": TEXT} for each filter; the last is
"all was asked".
"""
import argparse

import peer
import wandb_peer
from wandb_peer import check

options = wandb_peer.options(argparse.ArgumentParser())
E, P = options.entity, options.project
bare = wandb_peer.Bare(E, P)
HOTKEY = "5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA"


def node(name, role, netuid=27, finished=False, hotkey=None, **more):
    """A run of a node that publishes `more`; it is running unless it is finished."""
    values = {"role": role, "config": {"netuid": netuid}, "hotkey": hotkey or f"hk-{name}", **more}
    bare.upsert(name, {key: {"value": value} for key, value in values.items()}, display=f"{role}-{name}")
    if finished:
        bare.finish(name)


node("m-none", "miner")
node("m-null", "miner", allocated=None)
node("m-alloc", "miner", allocated=HOTKEY)
node("m-empty", "miner", allocated="")
node("m-specs", "miner", specs={"gpu": {"count": 1}})
node("m-fin", "miner", finished=True, specs={"a": 1})
node("m-net15", "miner", netuid=15)
node("m-netfloat", "miner", netuid=27.0)
node("m-nettext", "miner", netuid="27")
node("v-list", "validator", allocated_hotkeys=[HOTKEY], stats={"0": {"score": 1}}, penalized_hotkeys=[])
node("v-emptylist", "validator", allocated_hotkeys=[])
node("v-nolist", "validator")
node("v-hk", "validator", hotkey=HOTKEY, penalized_hotkeys_checklist=[{"hotkey": "x"}])
ALL = ["m-none", "m-null", "m-alloc", "m-empty", "m-specs", "m-fin", "m-net15", "m-netfloat", "m-nettext", "v-list",
       "v-emptylist", "v-nolist", "v-hk"]
RUNNING = {"state": "running"}
NET = {"config.config.netuid": 27}
MINERS = {"config.role": "miner"}
VALIDATORS = {"config.role": "validator"}


def has(key):
    return {f"config.{key}": {"$exists": True}}


# What the reference program does with it, the filter, who matches.
CASES = [
    ("specs of running miners", {"$and": [MINERS, NET, RUNNING]},
     ["m-none", "m-null", "m-alloc", "m-empty", "m-specs", "m-netfloat"]),
    ("all running nodes", {"$and": [NET, RUNNING]},
     ["m-none", "m-null", "m-alloc", "m-empty", "m-specs", "m-netfloat", "v-list", "v-emptylist", "v-nolist", "v-hk"]),
    ("running nodes of a hotkey", {"$and": [NET, {"config.hotkey": HOTKEY}, RUNNING]}, ["v-hk"]),
    ("miners that have specs", {"$and": [MINERS, NET, has("specs"), RUNNING]}, ["m-specs"]),
    ("running node of a name", {"$and": [NET, {"display_name": "miner-m-null"}, RUNNING]}, ["m-null"]),
    ("node of a name", {"$and": [NET, {"display_name": "miner-m-fin"}]}, ["m-fin"]),
    ("a name alone", {"display_name": "validator-v-list"}, ["v-list"]),
    ("rented miners", {"config.allocated": {"$regex": "\\d.*"}, **NET, **MINERS, **RUNNING}, ["m-alloc"]),
    ("free miners",
     {"$or": [{"config.allocated": {"$regex": "null"}}, {"config.allocated": {"$exists": False}}],
      **NET, **MINERS, **RUNNING},
     ["m-none", "m-null", "m-specs", "m-netfloat"]),
    ("validators that rent", {"$and": [VALIDATORS, NET, {"config.allocated_hotkeys": {"$regex": "\\d.*"}}, RUNNING]},
     ["v-list"]),
    ("validators that say what is rented", {"$and": [VALIDATORS, NET, has("allocated_hotkeys")]},
     ["v-list", "v-emptylist"]),
    ("validators with statistics", {"$and": [VALIDATORS, NET, has("stats")]}, ["v-list"]),
    ("validators with penalties", {"$and": [VALIDATORS, NET, has("penalized_hotkeys")]}, ["v-list"]),
    ("an authority's list of penalties",
     {"$and": [VALIDATORS, NET, has("penalized_hotkeys_checklist"), {"config.hotkey": {"$in": [HOTKEY]}}]}, ["v-hk"]),
    ("a node of one of some hotkeys",
     {"$and": [{"config.hotkey": {"$in": [HOTKEY, "5Other"]}}, {"display_name": "validator-v-hk"}]}, ["v-hk"]),
    ("validators", {"config.role": "validator"}, ["v-list", "v-emptylist", "v-nolist", "v-hk"]),
    ("everything", {}, ALL),
    ("a number of the config at least", {"config.config.netuid": {"$gte": 16}},
     [name for name in ALL if name not in ("m-net15", "m-nettext")]),
    ("nobody", {"$and": [NET, {"display_name": "miner-5EA1vYZwFLGF4waNBE7nmQpyWD6eik6kmDa7vwKidCaxKPbY"}]}, []),
]

import wandb

api = wandb.Api()
for what, filters, expected in CASES:
    runs = api.runs(f"{E}/{P}", filters)
    names = [run.id for run in runs]
    check(what, names == expected and len(runs) == len(expected) and bool(runs) == bool(expected),
          names=names, expected=expected, length=len(runs))
    newest = [run.id for run in api.runs(f"{E}/{P}", filters, order="-created_at", per_page=2)]
    check(what + ", newest first", newest == expected[::-1], names=newest)
free = next(run for run in api.runs(f"{E}/{P}", dict((what, filters) for what, filters, _ in CASES)["free miners"])
            if run.id == "m-null")
check("what was listed has its config", free.config["allocated"] is None and free.state == "running",
      config=free.config)
try:
    check("an operator that nobody knows is refused", False, runs=len(api.runs(f"{E}/{P}", {"state": {"$near": 1}})))
except Exception as problem:
    check("an operator that nobody knows is refused", "$near" in str(problem), problem=problem)
wandb_peer.done()
