#!/usr/bin/env python3
"""Lists of 300 runs, read page by page with the real client of the environment's version, and deletions in between.

  wandb_paging.py URL [--key K] [--entity E] [--project P] [--runs 300]
The project must have no runs. Prints {"check": TEXT, "holds": bool, "seen": TEXT} for each fact; the last is "all was
asked".
"""
import argparse

import peer
import wandb_peer
from wandb_peer import check

parser = argparse.ArgumentParser()
parser.add_argument("--runs", type=int, default=300)
options = wandb_peer.options(parser)
E, P, count = options.entity, options.project, options.runs
bare = wandb_peer.Bare(E, P)
names = [f"run{index:05d}" for index in range(count)]
for index, name in enumerate(names):
    bare.upsert(name, {"index": {"value": index}, "role": {"value": "miner"}}, display=f"miner-{name}")
    if index % 3 == 0:
        bare.finish(name)

import wandb

PATH = f"{E}/{P}"


def ids(filters=None, **more):
    return [run.id for run in wandb.Api().runs(PATH, filters or {}, **more)]


runs = wandb.Api().runs(PATH)
check("the length is that of all pages", len(runs) == count, length=len(runs))
check("all runs come, oldest first", [run.id for run in runs] == names, count=len(runs))
check("newest first", ids(order="-created_at") == names[::-1])
check("pages of seven", ids(per_page=7) == names)
check("a page that is just full", ids(per_page=count) == names)
check("one page for more than all", ids(per_page=1000) == names)
check("pages of a filter", ids({"state": "running"}, per_page=20) == [n for i, n in enumerate(names) if i % 3])
check("pages of a number", ids({"config.index": {"$gte": count - 60}}) == names[count - 60:])
last = wandb.Api().runs(PATH, order="-created_at")[0]
check("a run of a list has its config", last.config["index"] == count - 1, config=last.config)

# What has been read goes away while the rest is read: nobody is left out, nobody comes twice.
reader = wandb.Api().runs(PATH, per_page=50)
seen = []
for run in reader:
    seen.append(run.id)
    if len(seen) == 50:
        storages = {r.id: r.storage_id for r in wandb.Api().runs(PATH, per_page=100)[:10]}
        for name in names[:10]:
            bare.delete(storages[name])
check("deletions before the cursor leave nobody out", seen == names, count=len(seen),
      missing=[name for name in names if name not in seen][:20])
runs = wandb.Api().runs(PATH)
runs[0].delete(delete_artifacts=(True))
runs[1].delete()
check("the client's deletions are seen", ids() == names[12:], first=ids()[:3])
wandb_peer.done()
