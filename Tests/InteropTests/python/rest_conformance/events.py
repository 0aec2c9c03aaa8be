"""A client of the WebSocket that keeps what it hears."""
import json
import threading
import time

import websocket

from front_end import events


class Watch:
    """One connection, read by a thread of its own until it is closed."""

    def __init__(self, setting):
        self.opened = time.monotonic()
        self.connection = events(setting, timeout=120)
        self.heard = []
        self.closed = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        try:
            while True:
                text = self.connection.recv()
                if not text:
                    break
                self.heard.append((time.monotonic() - self.opened, json.loads(text)))
        except (websocket.WebSocketException, OSError):
            pass
        self.closed.set()

    def keepalives(self):
        """The keepalives, each with the seconds after which it came."""
        return [(after, event) for after, event in list(self.heard) if event["type"] == "keepalive"]

    def events(self):
        """Everything else."""
        return [event for _, event in list(self.heard) if event["type"] != "keepalive"]

    def close(self):
        """The connection is closed in good form."""
        self.connection.close()
