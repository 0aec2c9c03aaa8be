#!/usr/bin/env python3
"""The life of a run with the real client, as a node of the reference program leads it, in the environment's version.

  wandb_life.py URL [--key K] [--entity E] [--project P]
init by name, resume, config, log, finish, resume with everything kept, changes through the public API, rename, delete,
what is missing. Prints {"check": TEXT, "holds": bool, "seen": TEXT} for each fact; the last is "all was asked".
"""
import argparse
import json

import peer
import wandb_peer
from wandb_peer import check

options = wandb_peer.options(argparse.ArgumentParser())
E, P = options.entity, options.project
bare = wandb_peer.Bare(E, P)

import wandb

HOTKEY = "5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA"
NAME = f"miner-{HOTKEY}"
MINE = {"$and": [{"config.config.netuid": 27}, {"display_name": NAME}]}


def runs(filters=None, **more):
    """A list asked anew: an Api keeps what it has seen."""
    return list(wandb.Api().runs(f"{E}/{P}", filters or {}, **more))


def one(run):
    return wandb.Api().run(f"{E}/{P}/{run}")


def state(run):
    return one(run).state


# As the constructor of the reference program does it: look for a run of one's own, begin one, finish it, resume it.
if bare.bucket("first000") is None:
    # Lists are asked of a project that is there.
    bare.upsert("first000", {})
    bare.finish("first000")
project = wandb.Api().project(P, entity=E)
found = wandb.Api().runs(f"{E}/{P}", filters=MINE)
check("no run is found before there is one", len(found) == 0 and not bool(found), found=len(found))
run = wandb.init(project=project.name, entity=E, name=NAME)
id = run.id
check("a run without an id gets one", len(id) == 8 and run.name == NAME, id=id, name=run.name)
wandb.finish()
check("its end is finished", state(id) == "finished", state=state(id))

run = wandb.init(project=project.name, entity=E, id=id, resume="allow")
check("a run is resumed", run.resumed and run.id == id, resumed=run.resumed, id=run.id)
check("a resumed run is running", state(id) == "running", state=state(id))
run.name = NAME
run.config.update({
    "hotkey": HOTKEY, "role": "miner", "version": 190,
    "config": {"netuid": 27, "subtensor": {"network": "test"}, "ssh": {"port": 4444}}}, allow_val_change=True)
run.config.update({"signature": wandb_peer.sign("//Alice", id)}, allow_val_change=True)
run.config.update({
    "specs": {"gpu": {"count": 1, "details": [{"name": "NVIDIA H100"}]}, "ram": {"total": 1.5}, "ü": "grüße ⚙"},
    "allocated": None, "stats": {"0": {"score": 1}, "1": {"score": 2}}, "list": [1, 2]}, allow_val_change=True)
for step in range(3):
    run.log({"dummy_metric": step})
wandb.finish()

listed = runs(MINE)
check("it is found by its name", [r.id for r in listed] == [id], ids=[r.id for r in listed])
config = listed[0].config
check("its config is read back", (
    config["hotkey"] == HOTKEY and config["version"] == 190 and config["config"]["ssh"]["port"] == 4444
    and config["specs"]["gpu"]["details"][0]["name"] == "NVIDIA H100" and config["specs"]["ü"] == "grüße ⚙"
    and config["specs"]["ram"]["total"] == 1.5 and "allocated" in config and config["allocated"] is None
    and "_wandb" not in config), config=config)
check("its state is finished", listed[0].state == "finished", state=listed[0].state)
check("its summary has the last values", listed[0].summary.get("dummy_metric") == 2, summary=dict(listed[0].summary))
check("its fields are those the client needs",
      listed[0].name == NAME and listed[0].description is not None and listed[0].created_at.startswith("20"),
      name=listed[0].name, description=listed[0].description, created=listed[0].created_at)
rows = bare.bucket(id)["historyLineCount"]
check("its history has three rows", rows == 3, rows=rows)

# A finished run is taken up again: its config is the base of what follows, its history goes on.
run = wandb.init(project=P, entity=E, id=id, resume="allow")
check("a finished run is resumed", run.resumed, resumed=run.resumed)
check("its config was kept", run.config.get("hotkey") == HOTKEY and run.config.get("list") == [1, 2],
      config=dict(run.config))
check("its summary was kept", run.summary.get("dummy_metric") == 2, summary=dict(run.summary))
run.config.update({
    "stats": {"1": {"score": 3}}, "list": [9], "allocated": "5Other", "empty": {}}, allow_val_change=True)
run.log({"dummy_metric": 3, "allocated_hotkeys": ["5Other"]})
wandb.finish()
values = bare.values(id)
check("objects are merged, lists replaced", (
    values["stats"] == {"0": {"score": 1}, "1": {"score": 3}} and values["list"] == [9]
    and values["allocated"] == "5Other" and "empty" not in values), values=values)
bucket = bare.bucket(id)
last = json.loads(json.loads(bucket["historyTail"])[-1])
check("its history went on where it was",
      bucket["historyLineCount"] == 4 and last["_step"] == 3 and last["dummy_metric"] == 3,
      rows=bucket["historyLineCount"], last=last)

# Changes by somebody who only looks on.
public = one(id)
public.config["seen_by"] = "a person"
public.update()
check("a change through the public API is kept", one(id).config.get("seen_by") == "a person", config=one(id).config)
check("it does not make the run running", state(id) == "finished", state=state(id))
check("it leaves the rest", one(id).config["hotkey"] == HOTKEY, config=one(id).config)
public = one(id)
public.summary.update({"noted": 7})
check("a summary can be changed so", one(id).summary.get("noted") == 7, summary=dict(one(id).summary))
run = wandb.init(project=P, entity=E, id=id, resume="allow")
run.name = "another name"
wandb.finish()
check("a run is renamed", one(id).name == "another name", name=one(id).name)
check("it is found by the new name alone",
      not runs({"display_name": NAME}) and [r.id for r in runs({"display_name": "another name"})] == [id],
      old=[r.id for r in runs({"display_name": NAME})])

# Two that are alike in all but their ids; names that addresses must quote.
run = wandb.init(project=P, entity=E, id="with space ü", name="with space", resume="allow")
run.log({"x": 1})
wandb.finish()
check("an id may need quoting in addresses", state("with space ü") == "finished", state=state("with space ü"))

one(id).delete(delete_artifacts=(True))
try:
    gone = one(id)
    check("a deleted run is gone", False, run=gone)
except Exception as problem:
    check("a deleted run is gone", "Could not find run" in str(problem), problem=problem)
one("with space ü").delete()
check("it is gone from lists", id not in [r.id for r in runs()], ids=[r.id for r in runs()])
run = wandb.init(project=P, entity=E, id=id, resume="allow")
check("a deleted id begins anew", not run.resumed and not dict(run.config) and run.step == 0,
      resumed=run.resumed, config=dict(run.config), step=run.step)
wandb.finish()
try:
    check("a missing project is missed", False, runs=len(wandb.Api().runs(f"{E}/{P}-that-is-not")))
except Exception as problem:
    check("a missing project is missed", "Could not find project" in str(problem), problem=problem)
wandb_peer.done()
