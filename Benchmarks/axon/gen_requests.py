#!/usr/bin/env python3
"""Makes signed `Allocate` requests, byte for byte what the 9.0.0 Dendrite sends, only thousands of times faster.

Needs nothing but bittensor-wallet, for the signatures. Nonces are the time of generation, so send them at once: an axon
takes a nonce that is at most 16 s old (10 s with --btauth). Each request is of another dendrite (uuid), so that an axon
accepts them in any order; it accepts each once.
The file: records of 8 digits (length), a line feed, the raw HTTP request.
"""
import argparse
import hashlib
import json
import sys
import time
import uuid

from bittensor_wallet import Keyfile, Keypair

# SHA3-256 of nothing: the class has no required_hash_fields.
BODY_HASH = hashlib.sha3_256(b"").hexdigest()


def add_options(parser):
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8091)
    parser.add_argument("--axon-hotkey", required=True, help="address of the axon's hotkey")
    parser.add_argument("--hotkey-file", help="the caller's hotkey, an unencrypted wallet file")
    parser.add_argument("--uri", default="//Alice", help="the caller's hotkey where there is no file")
    parser.add_argument("--timeout", type=float, default=12.0, help="of the message, in seconds")
    parser.add_argument("--timeline", type=int, default=1)
    parser.add_argument("--btauth", action="store_true", help="sign the body, too (uuid of version 8, equal nonces)")
    parser.add_argument("--close", action="store_true", help="add `Connection: close`")
    parser.add_argument("--bad-signature", action="store_true", help="spoil each signature: what a refusal costs")


def version8(number):
    """A version-8 UUID that holds the number: says that the sender signs bodies."""
    return str(uuid.UUID(int=number & ~(0xF << 76) & ~(0x3 << 62) | 0x8 << 76 | 0x2 << 62))


class Maker:
    """Makes requests of one caller to one axon."""

    def __init__(self, options):
        self.o = options
        self.key = Keyfile(options.hotkey_file).get_keypair() if options.hotkey_file else Keypair.create_from_uri(options.uri)
        self.caller = self.key.ss58_address
        self.last = 0

    def sign(self, message):
        signature = bytearray(self.key.sign(message))
        if self.o.bad_signature:
            signature[8] ^= 1
        return "0x" + signature.hex()

    def request(self):
        o = self.o
        nonce = self.last = max(time.time_ns(), self.last + 1)
        identity = version8(uuid.uuid4().int) if o.btauth else str(uuid.uuid4())
        signature = self.sign(f"{nonce}.{self.caller}.{o.axon_hotkey}.{identity}.{BODY_HASH}".encode())
        none = {"status_code": None, "status_message": None, "process_time": None}
        body = json.dumps({
            "name": "Allocate", "timeout": o.timeout, "total_size": 4692, "header_size": 0,
            "dendrite": {
                **none, "ip": "127.0.0.1", "port": None, "version": 9000000, "nonce": nonce, "uuid": identity,
                "hotkey": self.caller, "signature": signature,
            },
            "axon": {
                **none, "ip": o.host, "port": o.port, "version": None, "nonce": None, "uuid": None,
                "hotkey": o.axon_hotkey, "signature": None,
            },
            "computed_body_hash": "", "timeline": o.timeline,
            "device_requirement": {
                "cpu": {"count": 1}, "gpu": {}, "hard_disk": {"capacity": 1 << 30}, "ram": {"capacity": 1 << 30},
            },
            "checking": True, "output": {}, "public_key": "",
            "docker_requirement": {
                "base_image": "ubuntu", "ssh_key": "", "ssh_port": 4444, "volume_path": "/tmp", "dockerfile": "",
            },
            "docker_change": False, "docker_action": {"action": "", "ssh_key": "", "key_type": ""},
        }).encode()
        head = [
            "POST /Allocate HTTP/1.1", f"Host: {o.host}:{o.port}", "name: Allocate", f"timeout: {o.timeout}",
            f"bt_header_axon_ip: {o.host}", f"bt_header_axon_port: {o.port}",
            f"bt_header_axon_hotkey: {o.axon_hotkey}", "bt_header_dendrite_ip: 127.0.0.1",
            "bt_header_dendrite_version: 9000000", f"bt_header_dendrite_nonce: {nonce}",
            f"bt_header_dendrite_uuid: {identity}", f"bt_header_dendrite_hotkey: {self.caller}",
            f"bt_header_dendrite_signature: {signature}", "header_size: 464", "total_size: 4692",
            f"computed_body_hash: {BODY_HASH}", "Accept: */*", "Accept-Encoding: gzip, deflate",
            "User-Agent: Python/3.11 aiohttp/3.10.11", f"Content-Length: {len(body)}", "Content-Type: application/json",
        ]
        if o.btauth:
            lines = (
                "btauth/1", "sr25519", "POST", "/Allocate", hashlib.sha256(body).hexdigest(), str(nonce), self.caller,
                o.axon_hotkey)
            head += [
                "X-Bittensor-Version: 1", f"X-Bittensor-Hotkey: {self.caller}", f"X-Bittensor-Nonce: {nonce}",
                f"X-Bittensor-Receiver: {o.axon_hotkey}", f"X-Bittensor-Signature: {self.sign(chr(10).join(lines).encode())}",
            ]
        if o.close:
            head.append("Connection: close")
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body

    def write(self, path, count):
        with open(path, "wb") as f:
            for _ in range(count):
                request = self.request()
                f.write(b"%08d\n" % len(request) + request)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--out", required=True)
    add_options(parser)
    options = parser.parse_args()
    start = time.perf_counter()
    Maker(options).write(options.out, options.count)
    seconds = time.perf_counter() - start
    print(json.dumps({"count": options.count, "seconds": round(seconds, 2), "per_s": round(options.count / seconds)}))


if __name__ == "__main__":
    sys.exit(main())
