#!/usr/bin/env python3
"""The conformance suite of the Resource Allocation API: a front end written for the Python service must work unchanged.

  run.py SETTING.json [GROUP ...]

SETTING.json has `url`, `ca`, `client_cert`, `client_key`, `hotkey` (of the machine that can be rented) and, for the groups
that need them, `store` (the API's SQLite file), `foreign_cert` and `foreign_key` (of another authority), `ghosts`
(hotkeys of miners that only the shared state knows, in the order of ghosts.json) and `test_endpoints`.
Prints a line for each case, the failures again at the end, and ends with 1 when there are any.
"""
import json
import sys

import away_cases
import empty_cases
import event_cases
import form_cases
import idempotency_cases
import listing_cases
import notify_cases
import parameter_cases
import refused_cases
import rental_cases
import service_cases
import state_cases
from front_end import Setting
from suite import run

GROUPS = [
    event_cases.group, service_cases.group, form_cases.group, listing_cases.group, state_cases.group,
    parameter_cases.group, rental_cases.group, idempotency_cases.group, notify_cases.group, event_cases.last,
]
# Settings of their own: before anything is known, without a shared state, and off the whitelist.
OTHERS = [empty_cases.group, away_cases.group, refused_cases.group]


def main():
    """Runs the named groups, or all that a full setting allows."""
    with open(sys.argv[1], encoding="utf-8") as file:
        setting = Setting(json.load(file))
    names = sys.argv[2:]
    known = {group.name: group for group in GROUPS + OTHERS}
    chosen = [known[name] for name in names] if names else GROUPS
    sys.exit(1 if run(chosen, setting) else 0)


if __name__ == "__main__":
    main()
