#!/usr/bin/env python3
"""Signs and verifies requests with btauth/1 of bittensor 11.3.0.

  bt11_httpauth.py verify      one JSON line in, one out, until the end of stdin, with one memory of nonces:
      {"method","path","body_hex","headers":{},"self_hotkey","now_ns"?}
      -> {"ok":true,"hotkey","nonce"} or {"ok":false,"class":"StaleRequest","message"}
  bt11_httpauth.py sign --uri //Alice --receiver SS58 --method POST --path /Allocate [--nonce NS]
      the body in hex on stdin -> the headers as one JSON object
"""
import argparse
import json
import sys

import peer

parser = argparse.ArgumentParser()
verbs = parser.add_subparsers(dest="verb", required=True)
verbs.add_parser("verify")
sign = verbs.add_parser("sign")
sign.add_argument("--uri", required=True)
sign.add_argument("--receiver")
sign.add_argument("--method", default="POST")
sign.add_argument("--path", required=True)
sign.add_argument("--nonce", type=int)
options = peer.arguments(parser)

from bittensor import http_auth  # noqa: E402
from bittensor.wallets import Keypair  # noqa: E402


def verdict(request):
    try:
        caller = http_auth.verify(
            request["headers"], bytes.fromhex(request["body_hex"]), method=request["method"], path=request["path"],
            self_hotkey_ss58=request["self_hotkey"], now_ns=request.get("now_ns"))
        return {"ok": True, "hotkey": caller.hotkey_ss58, "nonce": caller.nonce_ns}
    except http_auth.AuthError as refusal:
        return {"ok": False, "class": type(refusal).__name__, "message": str(refusal)}


if options.verb == "verify":
    for line in sys.stdin:
        if line.strip():
            peer.say(verdict(json.loads(line)))
else:
    peer.say(http_auth.sign(
        Keypair.create_from_uri(options.uri), method=options.method, path=options.path, body=bytes.fromhex(sys.stdin.read().strip()),
        receiver_ss58=options.receiver, nonce_ns=options.nonce))
