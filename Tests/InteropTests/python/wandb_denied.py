#!/usr/bin/env python3
"""The real client with a key that the server does not accept: it says so, and has nothing.

  wandb_denied.py URL --key WRONG [--entity E] [--project P]
Prints {"check": TEXT, "holds": bool, "seen": TEXT} for each fact; the last is "all was asked".
"""
import argparse

import peer
import wandb_peer
from wandb_peer import check

options = wandb_peer.options(argparse.ArgumentParser())
E, P = options.entity, options.project

import wandb


def refused(what, ask):
    try:
        check(what, False, answer=ask())
    except Exception as problem:
        text = str(problem)
        check(what, "permission denied" in text or "API key" in text or "401" in text, problem=text)


refused("a list is refused", lambda: len(wandb.Api().runs(f"{E}/{P}")))
refused("a run is refused", lambda: wandb.Api().run(f"{E}/{P}/some0001").state)
refused("a run cannot be begun", lambda: wandb.init(project=P, entity=E, id="denied01", resume="allow").id)
wandb_peer.done()
