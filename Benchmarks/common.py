"""What the measurement scripts share: figures of a process, percentiles, starting and stopping a server."""
import contextlib
import math
import os
import shlex
import signal
import socket
import statistics
import subprocess
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def percentile(ordered, p):
    """The nearest-rank percentile of a sorted list."""
    if not ordered:
        return float("nan")
    return ordered[max(0, min(len(ordered) - 1, math.ceil(p / 100 * len(ordered)) - 1))]


def cpu_seconds(pid):
    """User and system time that the process has used, all threads."""
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def memory_mib(pid):
    """{"rss", "anon", "peak"} of the process in MiB."""
    names = {"VmRSS:": "rss", "RssAnon:": "anon", "VmHWM:": "peak"}
    figures = {}
    with open(f"/proc/{pid}/status") as f:
        for line in f:
            words = line.split()
            if words and words[0] in names:
                figures[names[words[0]]] = round(int(words[1]) / 1024, 1)
    return figures


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} [{min(values):.{digits}f}-{max(values):.{digits}f}]"


def wait_for_port(host, port, process, seconds=60):
    """Seconds until something listened there; raises when the process ends or the time is over."""
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        try:
            socket.create_connection((host, port), 0.5).close()
            return time.perf_counter() - start
        except OSError:
            time.sleep(0.001)
    raise SystemExit(f"nothing listens at {host}:{port} after {seconds} s")


@contextlib.contextmanager
def running(command, log):
    """Runs the server while the block runs; SIGTERM afterwards, SIGKILL when that is not enough."""
    with open(log, "ab") as out:
        process = subprocess.Popen(shlex.split(command), stdout=out, stderr=out, start_new_session=True)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
