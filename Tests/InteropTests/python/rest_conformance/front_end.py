"""A front end of the API: HTTPS with a client certificate, and the WebSocket."""
import base64
import json
import os
import ssl

import requests
import websocket

NOTHING = object()


class Setting:
    """Where everything is; made from the JSON that the runner is given."""

    def __init__(self, members):
        self.url = members["url"].rstrip("/")
        self.ca = members["ca"]
        self.certificate = (members["client_cert"], members["client_key"])
        foreign = members.get("foreign_cert")
        self.foreign = (foreign, members["foreign_key"]) if foreign else None
        self.store = members.get("store")
        # The machine that can be rented.
        self.hotkey = members["hotkey"]
        # Miners that only the shared state knows; the first of them is a neuron without an axon.
        self.ghosts = members.get("ghosts", [])
        # Whether `/test/notify` is on.
        self.test_endpoints = members.get("test_endpoints", False)
        self.api = FrontEnd(self.url, self.ca, self.certificate)


class FrontEnd:
    """A session of requests, as a front end holds one."""

    def __init__(self, url, ca, certificate):
        self.url = url
        self.session = requests.Session()
        self.session.verify = ca
        self.session.cert = certificate
        self.session.trust_env = False

    def post(self, path, query=None, body=NOTHING, raw=None, headers=None, timeout=130):
        """The answer to a POST with `body` as JSON, or with the bytes `raw`."""
        headers = dict(headers or {})
        data = raw
        if body is not NOTHING:
            data = json.dumps(body).encode()
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
        return self.session.post(
            self.url + path, params=query, data=data, headers=headers, timeout=timeout, allow_redirects=False)

    def get(self, path, headers=None):
        """The answer to a GET."""
        return self.session.get(self.url + path, headers=headers, timeout=30, allow_redirects=False)

    def request(self, method, path):
        """The answer to any method."""
        return self.session.request(method, self.url + path, timeout=30, allow_redirects=False)


def events(setting, certificate=True, timeout=10, **options):
    """A WebSocket at `/connect`."""
    tls = {"ca_certs": setting.ca, "cert_reqs": ssl.CERT_REQUIRED}
    if certificate:
        tls["certfile"], tls["keyfile"] = setting.certificate
    address = setting.url.replace("https://", "wss://", 1) + "/connect"
    # A browser would name the origin of the page; a program has none.
    options.setdefault("suppress_origin", "origin" not in options)
    return websocket.create_connection(address, timeout=timeout, sslopt=tls, **options)


def ssh_key(comment="front-end"):
    """A fresh public key in OpenSSH's form. Nobody has its private half."""
    kind = b"ssh-ed25519"
    blob = len(kind).to_bytes(4, "big") + kind + (32).to_bytes(4, "big") + os.urandom(32)
    return f"ssh-ed25519 {base64.b64encode(blob).decode()} {comment}"
