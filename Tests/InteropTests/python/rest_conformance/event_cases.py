"""WS /connect: keepalives, many clients, and who is not let in."""
import datetime
import json

import websocket

from answers import shown
from events import Watch
from front_end import events
from suite import Group, equal, eventually, expect

group = Group("events")


class State:
    """The watch of the first case, which the last one looks at."""

    first = None
    many = []


def keepalive(event):
    """The time of a keepalive, whose form is checked."""
    equal(sorted(event), ["payload", "type"], "the members")
    equal(event["type"], "keepalive", "type")
    return datetime.datetime.strptime(event["payload"]["time"], "%Y-%m-%dT%H:%M:%S.%fZ")


def fresh(event):
    """Checks a keepalive that has just come."""
    moment = keepalive(event)
    age = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - moment
    expect(abs(age) < datetime.timedelta(minutes=2), f"its time is {event['payload']['time']}")


@group.case("A keepalive comes at once")
def at_once(setting):
    State.first = Watch(setting)

    def check():
        expect(State.first.keepalives(), "nothing came")

    eventually(check, 15)
    after, event = State.first.keepalives()[0]
    fresh(event)
    # On a slow machine the connection itself takes a while; the next keepalive would come after 30 s.
    expect(after < 15, f"it came after {after:.1f} s")


@group.case("Many clients are served beside each other")
def many(setting):
    State.many = [Watch(setting) for _ in range(32)]

    def check():
        equal(sum(1 for watch in State.many if watch.keepalives()), 32, "the clients that heard something")

    eventually(check, 20)
    for watch in State.many[:16]:
        watch.close()


@group.case("A ping is answered, what clients say is ignored")
def ping(setting):
    connection = events(setting)
    fresh(json.loads(connection.recv()))
    connection.send("hello")
    connection.send(b"\x00\xff", websocket.ABNF.OPCODE_BINARY)
    connection.ping("are you there")
    opcode, data = connection.recv_data(control_frame=True)
    equal((opcode, data), (websocket.ABNF.OPCODE_PONG, b"are you there"), "the answer")
    connection.close()


@group.case("A frame that is far too long ends its connection and no other")
def oversized(setting):
    connection = events(setting)
    connection.recv()
    try:
        connection.send("x" * (8 << 20))
        opcode, _ = connection.recv_data(control_frame=True)
        equal(opcode, websocket.ABNF.OPCODE_CLOSE, "the answer")
    except (OSError, websocket.WebSocketConnectionClosedException):
        pass
    equal(setting.api.get("/healthz").status_code, 200, "the status afterwards")


@group.case("Without a client certificate nobody listens")
def uncertified(setting):
    try:
        events(setting, certificate=False).close()
    except websocket.WebSocketBadStatusException as refusal:
        equal(refusal.status_code, 401, "the status")
        return
    expect(False, "it was let in")


@group.case("A page of another origin is not let in with its visitor's certificate")
def origin(setting):
    try:
        events(setting, origin="https://evil.example").close()
    except websocket.WebSocketBadStatusException as refusal:
        equal(refusal.status_code, 403, "the status")
    else:
        expect(False, "it was let in")
    events(setting, origin=setting.url).close()


@group.case("A GET that wants no WebSocket is refused in the error form")
def plain(setting):
    answer = setting.api.get("/connect")
    expect(400 <= answer.status_code < 500, shown(answer))
    equal(answer.json()["success"], False, "success")


last = Group("events, later")


@last.case("A second keepalive comes thirty seconds after the first")
def later(setting):
    def check():
        expect(len(State.first.keepalives()) > 1, f"only {len(State.first.keepalives())} came")

    eventually(check, 45)
    # When they were sent: when they are read is up to this machine.
    first, second = [keepalive(event) for _, event in State.first.keepalives()[:2]]
    between = (second - first).total_seconds()
    expect(28 < between < 45, f"it came {between:.1f} s after the first")


@last.case("Everybody who listened heard the same events")
def same(setting):
    wanted = [event for event in State.first.events()]
    expect(len(wanted) >= 4, f"only {len(wanted)} events")

    def check():
        for watch in State.many[16:]:
            equal(watch.events(), State.first.events(), "what another client heard")

    eventually(check, 20)
