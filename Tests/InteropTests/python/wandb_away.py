#!/usr/bin/env python3
"""A node with the real client whose server is away for a while, as the one who runs it says.

  wandb_away.py URL [--key K] [--entity E] [--project P]
Waits for a line before each step: begin a run (the server is there), log while it is away, finish (it is there again).
The second step listens at the server's port, and ends when the client has tried to send something.
Prints {"check": TEXT, "holds": bool, "seen": TEXT} after each; the last is "all was asked".
"""
import argparse
import json
import socket
import sys
import urllib.parse

import peer
import wandb_peer
from wandb_peer import check

options = wandb_peer.options(argparse.ArgumentParser())
E, P = options.entity, options.project
bare = wandb_peer.Bare(E, P)

import wandb

sys.stdin.readline()
run = wandb.init(project=P, entity=E, id="away0001", name="miner-away", resume="allow")
run.config.update({"allocated": None, "before": 1}, allow_val_change=True)
run.log({"x": 0})
check("a run has begun", bare.bucket("away0001") is not None)
sys.stdin.readline()
run.config.update({"allocated": "5Rented"}, allow_val_change=True)
for step in range(1, 4):
    run.log({"x": step})
server = urllib.parse.urlsplit(options.url)
with socket.create_server((server.hostname, server.port)) as away:
    # Rows are sent every 15 s.
    away.settimeout(60)
    connection, _ = away.accept()
    asked = connection.recv(65_536)
    connection.close()
check("the client has tried to send while nobody was there", asked, asked=asked[:60])
sys.stdin.readline()
run.log({"x": 4})
wandb.finish()
bare = wandb_peer.Bare(E, P)
bucket = bare.bucket("away0001")
check("every row has come, and once", bucket["historyLineCount"] == 5, rows=bucket["historyLineCount"])
last = json.loads(json.loads(bucket["historyTail"])[-1])
check("the last row is the last", last["x"] == 4 and last["_step"] == 4, last=last)
values = bare.values("away0001")
check("the last value is there", values == {"allocated": "5Rented", "before": 1}, values=values)
state = wandb.Api().run(f"{E}/{P}/away0001").state
check("it is finished", state == "finished", state=state)
wandb_peer.done()
