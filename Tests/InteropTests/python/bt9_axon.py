#!/usr/bin/env python3
"""Serves Allocate with the real Axon of bittensor 9.0.0 on 127.0.0.1 until SIGTERM.

  bt9_axon.py --port P --uri //Bob [--blacklist SS58 ...]      (port 0: any free one)
Says {"ready":true,"port":P,"hotkey":...} when it listens. Answers output {"status": checking, "port": 4444,
"echo_timeline": timeline}; timeline 111: the handler raises; 222: it takes 3 s.
"""
import argparse
import asyncio
import signal
import socket
import sys
import threading
import time
import typing

import peer

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--uri", required=True, help="secret of the axon's hotkey, as //Bob")
parser.add_argument("--blacklist", action="append", default=[])
options = peer.arguments(parser)

import bittensor as bt  # noqa: E402
from bittensor_wallet import Keypair  # noqa: E402

from messages import Allocate  # noqa: E402


class Wallet:
    """All that an Axon wants of a wallet."""

    hotkey = Keypair.create_from_uri(options.uri)
    coldkeypub = hotkey


async def allocate(synapse: Allocate) -> Allocate:
    if synapse.timeline == 111:
        raise RuntimeError("timeline 111")
    if synapse.timeline == 222:
        await asyncio.sleep(3)
    synapse.output = {"status": synapse.checking, "port": 4444, "echo_timeline": synapse.timeline}
    return synapse


def blacklist(synapse: Allocate) -> typing.Tuple[bool, str]:
    return synapse.dendrite.hotkey in options.blacklist, "Blacklisted hotkey"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


stopped = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopped.set())
signal.signal(signal.SIGINT, lambda *_: stopped.set())

port = options.port or free_port()
axon = bt.axon(wallet=Wallet(), port=port, ip="127.0.0.1", external_ip="127.0.0.1", external_port=port)
# The SDK listens on all addresses whatever `ip` says.
axon.fast_config.host = "127.0.0.1"
axon.attach(forward_fn=allocate, blacklist_fn=blacklist)
axon.start()

deadline = time.monotonic() + 30
while not stopped.is_set():
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        break
    except OSError:
        if time.monotonic() > deadline:
            peer.say({"error": f"nothing listens at port {port}"})
            sys.exit(1)
        stopped.wait(0.02)
peer.say({"ready": True, "port": port, "hotkey": Wallet.hotkey.ss58_address})
stopped.wait()
axon.stop()
