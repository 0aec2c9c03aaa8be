#!/usr/bin/env python3
"""Values that JSON has no words for, through the real client of the environment's version.

  wandb_numbers.py URL [--key K] [--entity E] [--project P]
Prints {"check": TEXT, "holds": bool, "seen": TEXT} for each fact; the last is "all was asked".
"""
import argparse
import datetime
import json
import math

import peer
import wandb_peer
from wandb_peer import check

options = wandb_peer.options(argparse.ArgumentParser())
E, P = options.entity, options.project
bare = wandb_peer.Bare(E, P)

import wandb

TEXT = "a\u0000b\u2028<&>\"'\\"
run = wandb.init(project=P, entity=E, id="numbers1", name="miner-numbers", resume="allow")
run.config.update({
    "nan": math.nan, "inf": math.inf, "minus": -math.inf, "whole": 1.0, "big": 2 ** 53 + 1, "tiny": 5e-324,
    "deep": {"list": [math.inf, {"x": -math.inf}]}, "pair": (1, 2), "many": {3}, "keys": {7: "seven"},
    "text": TEXT, "when": datetime.datetime(2026, 1, 2, 3, 4, 5), "long": "x" * 200_000,
    "no": False}, allow_val_change=True)
run.log({"loss": math.nan, "gain": math.inf, "fine": 1})
run.log({"loss": 0.5, "gain": -math.inf, "fine": 2})
wandb.finish()

config = wandb.Api().run(f"{E}/{P}/numbers1").config
check("infinities are kept", config["inf"] == math.inf and config["minus"] == -math.inf, inf=config["inf"],
      minus=config["minus"])
check("they are kept in the depth", config["deep"] == {"list": [math.inf, {"x": -math.inf}]}, deep=config["deep"])
check("what is no number is null, as the client sends it", config["nan"] is None or math.isnan(config["nan"]),
      nan=config["nan"])
check("numbers are kept", config["whole"] == 1 and config["big"] == 2 ** 53 + 1 and config["tiny"] == 5e-324, config=[
    config["whole"], config["big"], config["tiny"]])
check("tuples and sets are lists", config["pair"] == [1, 2] and config["many"] == [3], pair=config["pair"],
      many=config["many"])
check("keys are texts", config["keys"] == {"7": "seven"}, keys=config["keys"])
check("times are texts", config["when"].startswith("2026-01-02T03:04:05"), when=config["when"])
check("texts are kept", config["text"] == TEXT and len(config["long"]) == 200_000, text=config["text"])
check("no is no", config["no"] is False, no=config["no"])

bucket = bare.bucket("numbers1")
last = json.loads(json.loads(bucket["historyTail"])[-1])
check("rows with infinities are rows", bucket["historyLineCount"] == 2 and last["fine"] == 2,
      rows=bucket["historyLineCount"], last=last)
summary = json.loads(bucket["summaryMetrics"])
check("the summary has the last values", summary["loss"] == 0.5 and summary["fine"] == 2, summary=summary)
run = wandb.init(project=P, entity=E, id="numbers1", resume="allow")
check("such a run is resumed", run.resumed and run.config["big"] == 2 ** 53 + 1, resumed=run.resumed,
      big=run.config.get("big"))
check("filters pass over them", len(wandb.Api().runs(f"{E}/{P}", {"config.inf": {"$exists": True}})) == 1)
wandb.finish()
wandb_peer.done()
