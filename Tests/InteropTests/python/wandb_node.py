#!/usr/bin/env python3
"""A node of the network that publishes through the real client, and one that reads, as the reference program does.

  wandb_node.py write URL --id ID --role ROLE --secret //Alice [--netuid 27] [--values JSON] [--rows N] [--unsigned]
  wandb_node.py read  URL [--filters JSON]
`write` takes the run up (or begins it), publishes who it is, `values` and a signature, logs rows, and finishes. Prints
{"id", "resumed", "before": CONFIG}: what it found. `read` prints one line for each run: {"id", "name", "state",
"config", "verifies", "rows"}.
"""
import argparse
import json

import peer
import wandb_peer

parser = argparse.ArgumentParser()
parser.add_argument("verb", choices=["write", "read"])
parser.add_argument("--id")
parser.add_argument("--role", default="miner")
parser.add_argument("--secret", default="//Alice")
parser.add_argument("--netuid", type=int, default=27)
parser.add_argument("--values", default="{}")
parser.add_argument("--rows", type=int, default=1)
parser.add_argument("--unsigned", action="store_true")
parser.add_argument("--filters", default="{}")
options = wandb_peer.options(parser)
E, P = options.entity, options.project

import wandb


def write():
    from bittensor_wallet import Keypair
    hotkey = Keypair.create_from_uri(options.secret).ss58_address
    name = f"{options.role}-{hotkey}"
    run = wandb.init(project=P, entity=E, id=options.id, name=name, resume="allow")
    found = {"id": run.id, "resumed": bool(run.resumed), "before": json.loads(json.dumps(dict(run.config)))}
    run.config.update({"hotkey": hotkey, "role": options.role, "version": 190,
                       "config": {"netuid": options.netuid, "subtensor": {"network": "test"}}}, allow_val_change=True)
    run.config.update(json.loads(options.values), allow_val_change=True)
    if not options.unsigned:
        run.config.update({"signature": wandb_peer.sign(options.secret, run.id)}, allow_val_change=True)
    for _ in range(options.rows):
        run.log({"dummy_metric": 0})
    wandb.finish()
    peer.say(found)


def read():
    bare = wandb_peer.Bare(E, P)
    for run in wandb.Api().runs(f"{E}/{P}", json.loads(options.filters)):
        peer.say({"id": run.id, "name": run.name, "state": run.state, "config": run.config,
                  "verifies": wandb_peer.verifies(run.id, run.config),
                  "rows": bare.bucket(run.id)["historyLineCount"]})
    peer.say({})


write() if options.verb == "write" else read()
