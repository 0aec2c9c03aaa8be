#!/usr/bin/env python3
"""Measures a Resource Allocation API that lists machines: starts it, runs wrk, stops it; several take turns.

  run_list.py --name ours --server '... nicompute api ...' --rows 256 --port 18903 [--plan filter:16,full:16] [--repeat 3]
Prints a table of medians; exits 1 when any answer was not 2xx.
"""
import argparse
import collections
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..")]
from common import cpu_seconds, memory_mib, running, spread, wait_for_port  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--name", action="append", required=True)
parser.add_argument("--server", action="append", required=True, help="command line; gets SIGTERM at the end")
parser.add_argument("--rows", type=int, required=True, help="for the table")
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int, default=18903)
parser.add_argument("--plan", default="filter:1,filter:16,filter:64,full:16")
parser.add_argument("--seconds", type=int, default=6)
parser.add_argument("--repeat", type=int, default=3)
parser.add_argument("--log", default=os.devnull, help="the servers' output is added to this file")
options = parser.parse_args()
if len(options.name) != len(options.server):
    parser.error("as many --name as --server")
UNITS = {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}


def milliseconds(text):
    number, unit = re.match(r"([\d.]+)(us|ms|s|m)$", text).groups()
    return float(number) * UNITS[unit]


def load(case, connections):
    """What wrk says of so many connections: rate, percentiles in ms, answers that were not 2xx or never came."""
    text = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{options.seconds}s", "--latency", "--timeout", "120s", "-s",
         os.path.join(HERE, "list.lua"), f"http://{options.host}:{options.port}", "--", case],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    count = int(re.search(r"(\d+) requests in", text).group(1))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    quantile = lambda q: milliseconds(re.search(rf"^\s+{q}%\s+(\S+)", text, re.M).group(1)) if count else float("nan")  # noqa: E731
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), "count": count, "p50": quantile(50),
        "p99": quantile(99), "bad": int(bad.group(1)) if bad else 0,
        "errors": sum(map(int, errors.groups())) if errors else 0,
    }


results = collections.defaultdict(list)
good = True
for repetition in range(options.repeat):
    for name, server in zip(options.name, options.server):
        with running(server, options.log) as process:
            wait_for_port(options.host, options.port, process)
            time.sleep(1)
            address = f"http://{options.host}:{options.port}/list/resources_sql"
            for _ in range(3):
                urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=120).read()
            for step in options.plan.split(","):
                case, connections = step.split(":")
                before = cpu_seconds(process.pid)
                result = load(case, int(connections))
                result["cpu"] = (cpu_seconds(process.pid) - before) / max(1, result["count"]) * 1e6
                result["rss"] = memory_mib(process.pid)["rss"]
                good = good and result["bad"] == 0 and result["errors"] == 0 and result["count"] > 0
                results[name, case, int(connections)].append(result)
                print(name, options.rows, step, result, file=sys.stderr, flush=True)

print("| server | rows | request | connections | requests/s | p50 ms | p99 ms | server CPU us/request | RSS MiB | not good |")
print("|---|---|---|---|---|---|---|---|---|---|")
for (name, case, connections), found in sorted(results.items(), key=lambda item: (item[0][1], item[0][2], item[0][0])):
    what = "filter + page of 50" if case == "filter" else "all"
    figures = [spread([result[key] for result in found], digits) for key, digits in
               (("rate", 1), ("p50", 2), ("p99", 2))]
    cpu = statistics.median(result["cpu"] for result in found)
    rss = max(result["rss"] for result in found)
    not_good = sum(result["bad"] + result["errors"] for result in found)
    print(f"| {name} | {options.rows} | {what} | {connections} | {' | '.join(figures)} | {cpu:.0f} | {rss:.0f} | {not_good} |")
sys.exit(0 if good else 1)
