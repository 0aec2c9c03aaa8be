#!/usr/bin/env python3
"""Measures axons under load: starts a server, warms it up, sends fresh signed requests, stops it; repeats.

  run_axon.py --name ours --server '... nicompute miner ...' --host 127.0.0.2 --port 8091 --axon-hotkey SS58 \\
      --hotkey-file DIR/validator/hotkeys/default --plan 1:3000,16:5000,64:5000 --repeat 5 --out results.jsonl
Several --name/--server take turns (A B A B ...), which keeps ratios meaningful on a machine that has other work, too.
A step of the plan is connections:requests, with an x behind for a new connection per request. Prints a table of medians;
exits 1 when any answer was not the expected one.
"""
import argparse
import collections
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..")]
import gen_requests  # noqa: E402
from common import cpu_seconds, memory_mib, running, spread, wait_for_port  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--name", action="append", required=True)
parser.add_argument("--server", action="append", required=True, help="command line; gets SIGTERM at the end")
parser.add_argument("--plan", default="1:3000,16:5000,64:5000")
parser.add_argument("--warm-up", type=int, default=200)
parser.add_argument("--repeat", type=int, default=5)
parser.add_argument("--idle", type=float, default=2.0, help="seconds of doing nothing, before the load")
parser.add_argument("--expect", default='"status":true')
parser.add_argument("--out", help="JSON lines are added to this file")
parser.add_argument("--log", default=os.devnull, help="the servers' output is added to this file")
gen_requests.add_options(parser)
options = parser.parse_args()
if len(options.name) != len(options.server):
    parser.error("as many --name as --server")


def send(pid, count, connections, close, folder):
    """Fresh requests, sent at once: nonces grow old in seconds."""
    path = os.path.join(folder, "requests")
    options.close = close
    gen_requests.Maker(options).write(path, count)
    command = [
        sys.executable, os.path.join(HERE, "send_axon.py"), "--host", options.host, "--port", str(options.port), "--file",
        path, "-c", str(connections), "--pid", str(pid), "--expect", options.expect, "--show", "1",
    ]
    done = subprocess.run(command + (["--close"] if close else []), stdout=subprocess.PIPE)
    return json.loads(done.stdout), done.returncode == 0


results = collections.defaultdict(list)
good = True
with tempfile.TemporaryDirectory() as folder:
    for repetition in range(options.repeat):
        for name, server in zip(options.name, options.server):
            with running(server, options.log) as process:
                wait_for_port(options.host, options.port, process)
                send(process.pid, options.warm_up, 4, False, folder)
                cpu = cpu_seconds(process.pid)
                time.sleep(options.idle)
                idle = {
                    "idle_cpu_percent": round((cpu_seconds(process.pid) - cpu) / options.idle * 100, 2),
                    "idle_memory_mib": memory_mib(process.pid),
                }
                for step in options.plan.split(","):
                    connections, count = step.split(":")
                    result, fine = send(
                        process.pid, int(count.rstrip("x")), int(connections), count.endswith("x"), folder)
                    good = good and fine
                    result = {"name": name, "step": step, "repetition": repetition, **result, **idle}
                    results[name, step].append(result)
                    line = json.dumps(result)
                    print(line, file=sys.stderr, flush=True)
                    if options.out:
                        with open(options.out, "a") as f:
                            f.write(line + "\n")

print("| server | connections | requests/s | p50 ms | p99 ms | server CPU us/request | RSS / anon MiB | not good |")
print("|---|---|---|---|---|---|---|---|")
for (name, step), rows in results.items():
    missing = sum(r["requests"] - r["answers"] + r["bad"] for r in rows)
    print(
        f"| {name} | {step.split(':')[0]}{', new each' if step.endswith('x') else ''} "
        f"| {spread([r['per_s'] for r in rows], 0)} | {spread([r['p50_ms'] for r in rows])} "
        f"| {spread([r['p99_ms'] for r in rows])} | {statistics.median(r['server_cpu_us_per_request'] for r in rows):.0f} "
        f"| {statistics.median(r['memory_mib']['rss'] for r in rows):.0f} / "
        f"{statistics.median(r['memory_mib']['anon'] for r in rows):.0f} | {missing} |")
sys.exit(0 if good else 1)
