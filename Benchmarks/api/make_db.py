#!/usr/bin/env python3
"""Makes a validator's database as the Python program leaves it: N measured machines. Standard library; the same each time.

  make_db.py --rows 10000 --db FILE [--runs FILE]
--runs is a JSON file with what the shared state would say ({"running": [hotkeys], "allocated": [...]}), for the Python peer.
"""
import argparse
import hashlib
import json
import os
import random
import sqlite3

parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int, default=256)
parser.add_argument("--db", required=True)
parser.add_argument("--runs")
options = parser.parse_args()
chance = random.Random(27)

SCHEMA = """
CREATE TABLE miner (uid INTEGER PRIMARY KEY, ss58_address TEXT UNIQUE);
CREATE TABLE miner_details (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT, no_specs_count INTEGER DEFAULT 0);
CREATE TABLE tb (id INTEGER PRIMARY KEY, hotkey TEXT, details TEXT);
CREATE TABLE blacklist (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT);
CREATE TABLE allocation (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT);
CREATE TABLE wandb_runs (hotkey TEXT PRIMARY KEY, run_id TEXT NOT NULL);
"""
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Name, memory in MB, how often.
GPUS = [
    ("NVIDIA H200", 143771, 1), ("NVIDIA H100 80GB HBM3", 81559, 6), ("NVIDIA A100-SXM4-80GB", 81920, 8),
    ("NVIDIA A100 80GB PCIe", 81920, 4), ("NVIDIA L40s", 46068, 5), ("NVIDIA RTX A6000", 49140, 10),
    ("NVIDIA GeForce RTX 4090", 24564, 20), ("NVIDIA GeForce RTX 3090", 24576, 20), ("NVIDIA L4", 23034, 6),
]
GIB = 1024**3


def ss58(public_key):
    raw = b"\x2a" + public_key
    raw += hashlib.blake2b(b"SS58PRE" + raw, digest_size=64).digest()[:2]
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return text


def specs():
    """One in fifty says nothing, as on the live network."""
    if chance.random() < 0.02:
        return {}
    name, memory, _ = chance.choices(GPUS, [gpu[2] for gpu in GPUS])[0]
    count = chance.choice([1, 1, 1, 2, 4, 8])
    ram = chance.choice([64, 128, 256, 512, 1024, 2048]) * GIB - chance.randrange(GIB)
    used = int(ram * chance.uniform(0.03, 0.3))
    disk = chance.choice([500, 1000, 2000, 4000, 8000]) * 10**9
    taken = int(disk * chance.uniform(0.05, 0.8))
    return {
        "cpu": {"count": chance.choice([8, 16, 24, 32, 48, 64, 96, 128]), "frequency": 2500.5},
        "gpu": {
            "count": count, "capacity": float(memory * count),
            "details": [{"name": name, "capacity": float(memory)} for _ in range(count)],
            "graphics_speed": 1500, "memory_speed": 8000,
        },
        "hard_disk": {"total": disk, "free": disk - taken, "used": taken, "write_speed": 900.5, "read_speed": 2000.5},
        "ram": {
            "total": ram, "available": ram - used, "used": used, "free": int((ram - used) * 0.6), "swap_total": 0,
            "swap_used": 0, "swap_free": 0, "read_speed": 8000.5, "write_speed": 8000.5,
        },
        "has_docker": True,
    }


if os.path.exists(options.db):
    os.remove(options.db)
database = sqlite3.connect(options.db)
database.executescript(SCHEMA)
hotkeys = [ss58(hashlib.blake2b(f"machine {n}".encode(), digest_size=32).digest()) for n in range(options.rows)]
database.executemany(
    "INSERT INTO miner_details (hotkey, details) VALUES (?, ?)", [(hotkey, json.dumps(specs())) for hotkey in hotkeys])
database.commit()
database.close()
if options.runs:
    with open(options.runs, "w") as f:
        json.dump({"running": hotkeys, "allocated": hotkeys[::8]}, f)
