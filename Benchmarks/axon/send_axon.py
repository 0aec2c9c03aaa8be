#!/usr/bin/env python3
"""Sends the requests of a file (gen_requests.py) over loopback, once each, and prints rate and exact latencies as JSON.

One process, one epoll loop; C connections with one request in flight each (a closed loop). Each answer must have status
200 and contain --expect (spaces do not count).
"""
import argparse
import collections
import gc
import json
import os
import select
import socket
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from common import cpu_seconds, memory_mib, percentile  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int, default=8091)
parser.add_argument("--file", required=True)
parser.add_argument("-c", "--connections", type=int, default=16)
parser.add_argument("--close", action="store_true", help="a new connection for each request")
parser.add_argument("--expect", default='"status":true')
parser.add_argument("--pid", type=int, help="of the server: its CPU time and memory are read, too")
parser.add_argument("--timeout", type=float, default=60)
parser.add_argument("--show", type=int, default=0, help="print that many bad answers")
options = parser.parse_args()
if not options.host.startswith("127."):
    parser.error("only loopback addresses are put under load")


def read_requests(path):
    requests = []
    with open(path, "rb") as f:
        while length := f.read(9):
            requests.append(f.read(int(length)))
    return requests


class Connection:
    """One connection and the answer that it is receiving."""

    __slots__ = ("socket", "start", "received", "length")

    def open(self):
        self.socket = socket.create_connection((options.host, options.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        connections[self.socket.fileno()] = self
        poll.register(self.socket, select.EPOLLIN)

    def close(self):
        poll.unregister(self.socket)
        del connections[self.socket.fileno()]
        self.socket.close()

    def send_next(self, fresh):
        """Sends the next request; false when there is none."""
        request = next(left, None)
        if request is None:
            return False
        self.start = now()
        self.received, self.length = b"", None
        if fresh:
            self.open()
        sent = self.socket.send(request)
        while sent < len(request):
            select.select([], [self.socket], [])
            sent += self.socket.send(request[sent:])
        return True

    def take(self, data):
        """True when the answer is whole."""
        self.received = self.received + data if self.received else data
        if self.length is None:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = self.received[:end].lower()
            at = head.find(b"\r\ncontent-length:")
            if at < 0:
                raise SystemExit(f"an answer without Content-Length: {self.received[:300]!r}")
            self.length = end + 4 + int(head[at + 17:].split(b"\r\n", 1)[0])
        return len(self.received) >= self.length


now = time.perf_counter
requests = read_requests(options.file)
left = iter(requests)
expected = options.expect.encode().replace(b" ", b"")
connections, latencies, statuses, bad = {}, [], collections.Counter(), 0
poll = select.epoll()

gc.collect()
gc.disable()
cpu = cpu_seconds(options.pid) if options.pid else 0
pool = [Connection() for _ in range(min(options.connections, len(requests)))]
if not options.close:
    for connection in pool:
        connection.open()
begin = now()
own = time.process_time()
busy = sum(connection.send_next(options.close) for connection in pool)
while busy:
    if now() - begin > options.timeout:
        statuses["no answer"] += busy
        break
    for handle, _ in poll.poll(1.0):
        connection = connections.get(handle)
        if connection is None:
            continue
        try:
            data = connection.socket.recv(65536)
        except BlockingIOError:
            continue
        except OSError:
            data = b""
        if not data:
            statuses["dropped"] += 1
            connection.close()
            busy += connection.send_next(True) - 1
            continue
        if not connection.take(data):
            continue
        latencies.append(now() - connection.start)
        answer = connection.received
        statuses[answer[9:12].decode("latin1")] += 1
        if answer[9:12] != b"200" or expected not in answer.replace(b" ", b""):
            bad += 1
            if bad <= options.show:
                print(answer[:2000].decode("latin1"), file=sys.stderr)
        if options.close or b"\r\nconnection: close" in answer[:600].lower():
            connection.close()
            busy += connection.send_next(True) - 1
        else:
            busy += connection.send_next(False) - 1
seconds = now() - begin
own = time.process_time() - own
latencies.sort()
result = {
    "connections": options.connections, "close": options.close, "requests": len(requests), "answers": len(latencies),
    "seconds": round(seconds, 3), "per_s": round(len(latencies) / seconds, 1),
    **{f"p{p}_ms": round(percentile(latencies, p) * 1e3, 3) for p in (50, 90, 99)},
    "max_ms": round(latencies[-1] * 1e3, 3) if latencies else None, "statuses": dict(statuses), "bad": bad,
    "sender_cpu_us_per_request": round(own / max(1, len(latencies)) * 1e6, 1),
}
if options.pid:
    used = cpu_seconds(options.pid) - cpu
    result.update(server_cpu_us_per_request=round(used / max(1, len(latencies)) * 1e6, 1), memory_mib=memory_mib(options.pid))
print(json.dumps(result))
sys.exit(0 if not bad and len(latencies) == len(requests) else 1)
