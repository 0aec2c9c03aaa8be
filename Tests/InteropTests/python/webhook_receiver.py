#!/usr/bin/env python3
"""A receiver of webhooks, as a front end has one: it verifies signatures and can be made to fail.

  webhook_receiver.py --port PORT --log FILE --mode FILE [--cert FILE --key FILE] [--ca FILE]

WEBHOOKS_SECRET is in its environment. Each request is a JSON line in the log. The file `--mode` holds what it does with
the next request: `ok` (200), `created` (201), `error` (500), `slow` (nothing for five seconds, then the connection is
closed), `redirect` (307 to itself). With a certificate it speaks TLS, and with `--ca` it wants the sender's certificate; a
handshake that fails is a line, too, and so is its start. Only the Python standard library.
"""
import argparse
import datetime
import hashlib
import hmac
import http.server
import json
import os
import ssl
import threading
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--port", type=int, required=True)
arguments.add_argument("--log", required=True)
arguments.add_argument("--mode", required=True)
arguments.add_argument("--cert")
arguments.add_argument("--key")
arguments.add_argument("--ca")
options = arguments.parse_args()
secret = os.environ["WEBHOOKS_SECRET"].encode()
lock = threading.Lock()

TIMES = {"DEALLOCATION": "deallocated_at", "ONLINE": "status_change_at", "OFFLINE": "status_change_at"}


def note(line):
    """Adds a line to the log, whole."""
    with lock, open(options.log, "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def faults(headers, body):
    """What is wrong with a request, by the specification."""
    found = []
    signature = hmac.new(secret, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, headers.get("x-webhook-signature", "")):
        found.append("the signature is wrong")
    if headers.get("content-type") != "application/json":
        found.append(f"content-type {headers.get('content-type')}")
    if headers.get("accept") != "*/*":
        found.append(f"accept {headers.get('accept')}")
    try:
        event = json.loads(body)
    except ValueError:
        return [*found, "no JSON"]
    if b": " in body or b", " in body or b"\n" in body:
        found.append("the JSON is not compact")
    status = event.get("status")
    if status not in TIMES:
        return [*found, f"status {status}"]
    members = {"time", TIMES[status], "hotkey", "status", "uuid"}
    if set(event) - {"test"} != members:
        found.append(f"members {sorted(event)}")
    for name in ["time", TIMES[status]]:
        text = str(event.get(name))
        try:
            moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
        except ValueError:
            found.append(f"{name} {text}")
            continue
        age = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - moment
        if len(text) != 27 or not -5 < age.total_seconds() < 3600:
            found.append(f"{name} {text}")
    return found


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection of the sender."""

    protocol_version = "HTTP/1.1"
    timeout = 20

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with open(options.mode, encoding="utf-8") as file:
            mode = file.read().strip()
        try:
            event = json.loads(body)
        except ValueError:
            event = {}
        line = {
            "mode": mode, "path": self.path, "status": str(event.get("status")), "hotkey": str(event.get("hotkey")),
            "uuid": str(event.get("uuid")), "test": event.get("test") is True,
            "id": self.headers.get("x-webhook-id", ""), "faults": faults(self.headers, body),
            "certified": bool(options.cert and options.ca and self.connection.getpeercert()),
        }
        if mode == "slow":
            note(line)
            time.sleep(5)
            self.close_connection = True
            return
        status = {"ok": 200, "created": 201, "error": 500, "redirect": 307}[mode]
        # Before the answer, so that nobody who has it can find the log without it.
        note(line)
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """Speaks TLS where it has a certificate."""

    daemon_threads = True
    request_queue_size = 64

    def finish_request(self, request, client_address):
        if options.cert:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(options.cert, options.key)
            if options.ca:
                context.load_verify_locations(options.ca)
                context.verify_mode = ssl.CERT_REQUIRED
            request.settimeout(10)
            try:
                request = context.wrap_socket(request, server_side=True)
            except OSError as error:
                note({"mode": "handshake", "faults": [getattr(error, "reason", None) or type(error).__name__]})
                return
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        note({"mode": "connection", "faults": ["cut"]})


server = Server(("127.0.0.1", options.port), Handler)
note({"mode": "listening", "faults": []})
server.serve_forever()
