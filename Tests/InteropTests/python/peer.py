"""What every peer here needs: its answers alone on stdout, a home of its own, no arguments for the SDK to see.

Import it before the SDK. An SDK logs to stdout and makes folders in the home of whoever imports it.
"""
import atexit
import json
import os
import shutil
import signal
import sys
import tempfile

# Whoever starts us may have blocked the signals that end us.
signal.pthread_sigmask(signal.SIG_SETMASK, [])

_answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

_home = tempfile.mkdtemp(prefix="ni-peer-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["HOME"] = _home
os.environ["BT_NO_PARSE_CLI_ARGS"] = "1"


def say(answer):
    """Writes one JSON line to the real stdout."""
    print(json.dumps(answer), file=_answers, flush=True)


def arguments(parser):
    """The parsed command line; the SDK finds an empty one."""
    parsed = parser.parse_args()
    sys.argv = sys.argv[:1]
    return parsed
