#!/usr/bin/env python3
"""Verifies a signed extrinsic of ours with the SDK's own code (bittensor 9.0.0 and its async-substrate-interface).

  chain_verify.py URL SIGNER EXTRINSIC NONCE [--period N --current BLOCK]
The SDK composes the same serve_axon call, makes the payload that is to be signed, and checks the signature in EXTRINSIC
(0x...) over it. Prints {"verifies": bool, "spoiled_verifies": bool, "same_call": bool}.
"""
import argparse

import peer

parser = argparse.ArgumentParser()
parser.add_argument("url")
parser.add_argument("signer")
parser.add_argument("extrinsic")
parser.add_argument("nonce", type=int)
parser.add_argument("--period", type=int)
parser.add_argument("--current", type=int)
options = peer.arguments(parser)

import bittensor as bt
from bittensor_wallet import Keypair

chain = bt.Subtensor(network=options.url)
substrate = chain.substrate
call = substrate.compose_call(
    call_module="SubtensorModule", call_function="serve_axon",
    call_params={
        "netuid": 27, "version": 190, "ip": 16909060, "port": 8091, "ip_type": 4, "protocol": 4, "placeholder1": 0,
        "placeholder2": 0,
    })
era = "00" if options.period is None else {"period": options.period, "current": options.current}
payload = substrate.generate_signature_payload(call=call, era=era, nonce=options.nonce)
signed = bytes(payload.data)
extrinsic = bytes.fromhex(options.extrinsic[2:])
# Length prefix (2 bytes at this size), version, address kind, account, signature kind.
start = 2 + 1 + 1 + 32 + 1
signature = extrinsic[start:start + 64]
key = Keypair(ss58_address=options.signer)
peer.say({
    "verifies": key.verify(signed, signature),
    "spoiled_verifies": key.verify(signed + b"\0", signature),
    "same_call": extrinsic.endswith(bytes(call.data.data)),
})
# Its connection has a thread that the process would wait for.
chain.close()
