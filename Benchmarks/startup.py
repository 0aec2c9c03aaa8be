#!/usr/bin/env python3
"""Measures how long a server takes from its start to its first good answer, and what it holds when it does nothing.

  startup.py --server '... nicompute miner ...' --host 127.0.0.2 --port 8091 --axon-hotkey SS58 --hotkey-file ... --repeat 10
"""
import argparse
import os
import socket
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "axon")]
import gen_requests  # noqa: E402
from common import cpu_seconds, memory_mib, running, spread, wait_for_port  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--server", required=True)
parser.add_argument("--repeat", type=int, default=10)
parser.add_argument("--settle", type=float, default=2.0, help="seconds of doing nothing before memory is read")
parser.add_argument("--log", default=os.devnull)
gen_requests.add_options(parser)
options = parser.parse_args()
maker = gen_requests.Maker(options)


def once():
    start = time.perf_counter()
    with running(options.server, options.log) as process:
        wait_for_port(options.host, options.port, process)
        listening = time.perf_counter()
        with socket.create_connection((options.host, options.port), 30) as s:
            s.sendall(maker.request())
            answer = s.recv(65536)
        answered = time.perf_counter()
        if answer[9:12] != b"200":
            raise SystemExit(answer[:1000].decode("latin1"))
        cpu = cpu_seconds(process.pid)
        time.sleep(options.settle)
        memory = memory_mib(process.pid)
        return {
            "ms to listening": (listening - start) * 1e3, "ms to the first answer": (answered - start) * 1e3,
            "CPU s until then": cpu, "RSS MiB at rest": memory["rss"], "anon MiB at rest": memory["anon"],
            "CPU % at rest": (cpu_seconds(process.pid) - cpu) / options.settle * 100,
        }


# The first start fills the page cache and does not count.
once()
rows = [once() for _ in range(options.repeat)]
for figure in rows[0]:
    print(f"{figure:24s} {spread([row[figure] for row in rows])}")
