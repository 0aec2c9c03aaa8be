#!/usr/bin/env python3
"""Asks an axon with the real Dendrite of bittensor 9.0.0; one JSON line for each call.

  bt9_dendrite.py --host H --port P --axon-hotkey SS58 --uri //Alice --message '{"timeline":1,"checking":true}'
Exits 0 when every call was answered, well or not; 1 when an axon could not be asked at all (the SDK raised).
"""
import argparse
import asyncio
import json
import sys

import peer

parser = argparse.ArgumentParser()
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--axon-hotkey", required=True)
parser.add_argument("--uri", required=True, help="secret of the caller's hotkey, as //Alice")
parser.add_argument("--synapse", default="Allocate", choices=["Specs", "Allocate", "Challenge"])
parser.add_argument(
    "--message", action="append", help="fields of a message as a JSON object; several are sent one after the other")
parser.add_argument("--timeout", type=float, default=12)
parser.add_argument("--repeat", type=int, default=1)
options = peer.arguments(parser)

# Dendrite() asks a web service for its own address.
import bittensor.utils.networking  # noqa: E402

bittensor.utils.networking.get_external_ip = lambda: "203.0.113.7"

import bittensor as bt  # noqa: E402
from bittensor_wallet import Keypair  # noqa: E402

import messages  # noqa: E402


async def main():
    axon = bt.AxonInfo(
        version=1, ip=options.host, port=options.port, ip_type=4, hotkey=options.axon_hotkey,
        coldkey=options.axon_hotkey)
    async with bt.dendrite(wallet=Keypair.create_from_uri(options.uri)) as dendrite:
        for text in (options.message or ["{}"]) * options.repeat:
            message = messages.ALL[options.synapse](**json.loads(text))
            answer = await dendrite.call(axon, message, timeout=options.timeout, deserialize=False)
            peer.say({
                "status_code": answer.dendrite.status_code, "status_message": answer.dendrite.status_message,
                "axon_status_code": answer.axon.status_code, "output": answer.deserialize(),
                "is_success": answer.is_success, "process_time": answer.dendrite.process_time,
            })


try:
    asyncio.run(main())
except Exception as error:
    peer.say({"error": f"{type(error).__name__}: {error}"})
    sys.exit(1)
