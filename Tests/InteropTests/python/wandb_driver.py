#!/usr/bin/env python3
"""Runs a given script of the real client against a server that cannot be seeded by `POST /__ctl`.

  wandb_driver.py URL --script SCRIPT [--key K] [--stub]
Prints {"line": TEXT} for every line of its output, then {"code": EXIT_STATUS}. --stub: the server can be seeded so.
"""
import argparse
import os
import subprocess
import sys

import peer
import wandb_peer

parser = argparse.ArgumentParser()
parser.add_argument("--stub", action="store_true")
parser.add_argument("--script", required=True)
options = wandb_peer.options(parser)
environment = wandb_peer.environment(options.url, options.key)
if not options.stub:
    environment["PYTHONPATH"] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ctl_shim")
driver = subprocess.Popen([sys.executable, options.script], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          env=environment, cwd=environment["WANDB_DIR"], text=True)
for line in driver.stdout:
    peer.say({"line": line.rstrip("\n")})
peer.say({"code": driver.wait()})
