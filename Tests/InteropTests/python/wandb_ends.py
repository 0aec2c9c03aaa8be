#!/usr/bin/env python3
"""How processes with a run end, and what the server makes of it, with the real client of the environment's version.

  wandb_ends.py URL [--key K] [--entity E] [--project P]
Prints {"check": TEXT, "holds": bool, "seen": TEXT} for each fact; the last is "all was asked". After "killed" it waits
for a line: the server's time must be late enough by then for a run that nobody has heard of since to be crashed.
"""
import argparse
import os
import signal
import subprocess
import sys
import time

import peer
import wandb_peer
from wandb_peer import check

options = wandb_peer.options(argparse.ArgumentParser())
E, P = options.entity, options.project
bare = wandb_peer.Bare(E, P)

VICTIM = """
import os, signal, sys, time
import wandb
signal.signal(signal.SIGINT, signal.default_int_handler)
how, entity, project, name = sys.argv[1:]
run = wandb.init(project=project, entity=entity, id=name, name=name, resume="allow")
run.config.update({"how": how}, allow_val_change=True)
run.log({"x": 1})
print("ready", flush=True)
if how == "finish-3": wandb.finish(3)
if how == "exit-2": sys.exit(2)
if how == "raise": raise ValueError("on purpose")
if how in ("interrupt", "kill"): time.sleep(600)
"""


def start(how):
    return subprocess.Popen(
        [sys.executable, "-c", VICTIM, how, E, P, f"end-{how}"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
        env=wandb_peer.environment(options.url, options.key), text=True)


def children(process):
    """The processes that `process` started; its client's own service is one."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found += [int(entry)] + children(int(entry))
    return found


def lives(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


victims = {how: start(how) for how in ("end", "finish-3", "exit-2", "raise", "interrupt", "kill")}
try:
    for victim in victims.values():
        victim.stdout.readline()
    victims["interrupt"].send_signal(signal.SIGINT)
    services = children(victims["kill"].pid)
    victims["kill"].kill()
    codes = {how: victim.wait(timeout=90) for how, victim in victims.items()}
    # The client's service sees that its process is gone; until then it may still say that it lives.
    deadline = time.monotonic() + 30
    while any(map(lives, services)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for service in filter(lives, services):
        os.kill(service, signal.SIGKILL)
finally:
    for victim in victims.values():
        victim.kill()

import wandb


def state(how):
    return wandb.Api().run(f"{E}/{P}/end-{how}").state


for how, code, expected in [("end", 0, "finished"), ("finish-3", 0, "failed"), ("exit-2", 2, "failed"),
                            ("raise", 1, "failed"), ("interrupt", None, "failed")]:
    check(f"{how}: {expected}", state(how) == expected and (code is None or codes[how] == code), state=state(how),
          code=codes[how])
    check(f"{how}: what it said has come", bare.values(f"end-{how}").get("how") == how
          and bare.bucket(f"end-{how}")["historyLineCount"] == 1, values=bare.values(f"end-{how}"))
check("killed", state("kill") == "running", state=state("kill"))
sys.stdin.readline()
check("a killed one is crashed", state("kill") == "crashed", state=state("kill"))
check("the others are as they were", state("end") == "finished" and state("interrupt") == "failed", end=state("end"))
crashed = wandb.Api().runs(f"{E}/{P}", {"state": "crashed"})
check("it is found by that", [run.id for run in crashed] == ["end-kill"], ids=[run.id for run in crashed])
run = wandb.init(project=P, entity=E, id="end-kill", resume="allow")
check("a crashed one is resumed, and is running", run.resumed and state("kill") == "running", resumed=run.resumed,
      state=state("kill"))
wandb.finish()
check("then it is finished", state("kill") == "finished", state=state("kill"))
wandb_peer.done()
