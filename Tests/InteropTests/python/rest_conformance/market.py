#!/usr/bin/env python3
"""What the store knows of machines, written as the Python program's validator writes it: plain SQL from another process.

  market.py SETTING.json     puts the whole market of the conformance suite into the store
"""
import json
import math
import os
import sqlite3
import sys
import time

GIB = 1024**3

# A machine without GPU that any machine can stand for: what the rentable miner is asked for must be there in truth.
MINER = {
    "cpu": {"count": 1, "frequency": 2400.0},
    "gpu": {"count": 0, "capacity": 0, "details": []},
    "hard_disk": {"total": 20 * GIB, "free": 5 * GIB, "used": 15 * GIB, "write_speed": 900.5, "read_speed": 1800.5},
    "ram": {"total": 4 * GIB, "available": GIB + 500_000_000, "used": GIB, "free": GIB},
    "has_docker": True,
}
# Rows of which no machine can be made.
UNUSABLE = {"5NoSpecs": "{}", "5NoJSON": "{\"cpu\": ", "5NoText": None, "5NoMembers": '{"cpu": {"count": "four"}}'}
STALE = "5StaleMinerWithoutARun"


def ghost_specs():
    """The specs that the ghosts publish, in their order."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ghosts.json"), encoding="utf-8") as file:
        return json.load(file)


class Market:
    """The rows of a setting's store, and what answers must say of them."""

    def __init__(self, setting):
        self.setting = setting
        self.specs = dict(zip(setting.ghosts, ghost_specs(), strict=False))
        # A renter never sees a machine of the blacklist.
        self.blacklisted = setting.ghosts[4] if len(setting.ghosts) > 4 else None

    def write(self, statements):
        """Runs statements in one transaction, as another process."""
        connection = sqlite3.connect(self.setting.store, timeout=10)
        try:
            with connection:
                for statement, values in statements:
                    connection.execute(statement, values)
        finally:
            connection.close()

    def seed(self):
        """All rows are there."""
        details = {self.setting.hotkey: json.dumps(MINER), STALE: json.dumps(MINER), **UNUSABLE}
        details.update({hotkey: json.dumps(specs) for hotkey, specs in self.specs.items()})
        rows = [
            ("INSERT OR REPLACE INTO miner_details (hotkey, details, no_specs_count) VALUES (?, ?, 0)", row)
            for row in details.items()
        ]
        if self.blacklisted:
            rows.append(
                ("INSERT OR REPLACE INTO blacklist (hotkey, details) VALUES (?, ?)", (self.blacklisted, "{}")))
        for uid, hotkey in enumerate(self.setting.ghosts[:1]):
            # It scores best, so that it is tried before the machine that is there.
            rows.append(
                ("INSERT OR REPLACE INTO stats (uid, hotkey, score, allocated) VALUES (?, ?, 99.5, 0)", (uid, hotkey)))
        self.write(rows)

    def prove(self, hotkey, hours):
        """The miner's first proof of its GPUs is `hours` old."""
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() - hours * 3600))
        self.write([
            ("DELETE FROM pog_stats WHERE hotkey = ?", (hotkey,)),
            ("INSERT INTO pog_stats (hotkey, gpu_name, num_gpus, created_at) VALUES (?, 'a', 1, ?)", (hotkey, moment)),
        ])

    def listed(self):
        """The specs in the store of the machines that `resources_sql` lists, by hotkey."""
        specs = {self.setting.hotkey: MINER, **self.specs}
        return {hotkey: specs[hotkey] for hotkey in specs if hotkey != self.blacklisted}


def resource(hotkey, specs, ram="available"):
    """The figures of a `Resource`."""
    gpu = specs["gpu"]
    return {
        "hotkey": hotkey, "cpu_count": specs["cpu"]["count"],
        "gpu_name": gpu["details"][0]["name"].lower() if gpu["details"] else "",
        "gpu_capacity": hundredths(gpu["capacity"] / 1024), "gpu_count": gpu["count"],
        "ram": hundredths(specs["ram"][ram] / GIB), "hard_disk": hundredths(specs["hard_disk"]["free"] / GIB),
    }


def hundredths(value):
    """Two decimals, as the Python service prints them."""
    return float(f"{value:.2f}")


def ram_size(specs):
    """RAM in GB, rounded up."""
    return math.ceil(specs["ram"]["total"] / GIB)


if __name__ == "__main__":
    from front_end import Setting

    with open(sys.argv[1], encoding="utf-8") as file:
        Market(Setting(json.load(file))).seed()
