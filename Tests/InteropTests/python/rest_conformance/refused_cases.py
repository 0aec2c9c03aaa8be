"""An API whose whitelist does not have our address: nothing is served, whatever certificate we have."""
import websocket

from answers import problem
from endpoints import GETS, POSTS
from front_end import NOTHING, events
from suite import Expected, Group, equal

group = Group("refused")
MESSAGE = "Access forbidden: IP not whitelisted"


def refused(answer):
    """The answer is the refusal, and the last one of its connection."""
    problem(answer, 403, MESSAGE)
    equal(answer.headers.get("connection"), "close", "the header connection")


@group.table("Off the whitelist", [(path, path) for path in GETS])
def gets(setting, path):
    refused(setting.api.get(path))


@group.table("Off the whitelist", [(path, path, query, body) for path, query, body in POSTS])
def posts(setting, path, query, body):
    refused(setting.api.post(path, query, NOTHING if body is None else body))


@group.case("Off the whitelist: a path that is not there")
def unknown(setting):
    refused(setting.api.post("/nowhere"))


@group.case("Off the whitelist: the WebSocket")
def websockets(setting):
    try:
        events(setting).close()
    except websocket.WebSocketBadStatusException as error:
        equal(error.status_code, 403, "the status of the handshake")
    else:
        raise Expected("the handshake was not refused")
