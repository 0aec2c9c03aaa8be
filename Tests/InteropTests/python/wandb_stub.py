#!/usr/bin/env python3
"""Runs an independent stub of W&B's server, given as a script, at a free port of 127.0.0.1 until it is ended.

  wandb_stub.py SCRIPT [--mode project|superset]
Prints {"port": N} once it accepts connections.
"""
import argparse
import os
import runpy
import socket
import sys
import threading
import time

import peer


parser = argparse.ArgumentParser()
parser.add_argument("script")
parser.add_argument("--mode", default="project")
options = peer.arguments(parser)

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]


def tell():
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    peer.say({"port": port})


threading.Thread(target=tell, daemon=True).start()
sys.argv = [options.script, str(port), os.devnull, "--mode", options.mode]
runpy.run_path(options.script, run_name="__main__")
