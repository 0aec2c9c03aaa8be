"""What every endpoint does alike: wrong paths, methods, bodies and certificates, all in the error form."""
import requests

from answers import VALIDATION, invalid, problem, shown
from endpoints import GETS, POSTS
from front_end import FrontEnd
from suite import Group, equal, expect

group = Group("forms")
LIMIT = 1 << 20


@group.table("An unknown path is 404", [
    (path, path) for path in ["/nope", "/service", "/service/allocate", "/list/resources_sql/x", "/%E2%98%83", "/docs/../x"]
])
def unknown(setting, path):
    problem(setting.api.post(path), 404)
    problem(setting.api.get(path), 404)


@group.table("A wrong method is 405", [(f"GET {path}", "GET", path) for path, _, _ in POSTS] + [
    (f"POST {path}", "POST", path) for path in GETS
] + [("PUT /list/allocations_sql", "PUT", "/list/allocations_sql"), ("DELETE /", "DELETE", "/")])
def method(setting, verb, path):
    problem(setting.api.request(verb, path), 405)


@group.table("Without a client certificate it is 401", [(path, "POST", path) for path, _, _ in POSTS] + [
    (path, "GET", path) for path in GETS
])
def uncertified(setting, verb, path):
    stranger = FrontEnd(setting.url, setting.ca, None)
    problem(stranger.request(verb, path), 401, "Missing authorization")


@group.case("A certificate of another authority gets no answer at all")
def foreign(setting):
    if setting.foreign is None:
        return
    stranger = FrontEnd(setting.url, setting.ca, setting.foreign)
    try:
        answer = stranger.get("/healthz")
    except requests.exceptions.ConnectionError:
        return
    expect(False, shown(answer))


@group.table("A body that is no JSON is 422", [
    (f"{path} {raw[:12]!r}", path, query, raw)
    for path, query, _ in POSTS
    for raw in [b"{", b'{"hotkey": "a"}}', b"\xff\xfe\x00", b'{"a": NaN}', b"[" * 100_000]
])
def malformed(setting, path, query, raw):
    invalid(setting.api.post(path, query, raw=raw))


@group.table("A body of another kind is 422", [
    (f"{path} {raw!r}", path, query, raw)
    for path, query, _ in POSTS if path != "/service/check_miner_status"
    for raw in [b'"text"', b"5", b"[1, 2]"]
])
def other_kind(setting, path, query, raw):
    invalid(setting.api.post(path, query, raw=raw))


@group.table("A body over 1 MiB is 413", [(path, path, query) for path, query, _ in POSTS])
def oversized(setting, path, query):
    raw = b'{"pad":"' + b"x" * (LIMIT - 9) + b'"}'
    equal(len(raw), LIMIT + 1, "the test's own body")
    problem(setting.api.post(path, query, raw=raw), 413)


@group.case("A body of exactly 1 MiB is read")
def largest(setting):
    raw = b'{"pad":"' + b"x" * (LIMIT - 10) + b'"}'
    answer = setting.api.post("/list/allocations_sql", raw=raw)
    expect(answer.status_code in (200, 404), shown(answer))


@group.case("A body far over the limit neither stops the service nor is it read to its end")
def enormous(setting):
    def pieces():
        for _ in range(512):
            yield b"x" * 65_536

    try:
        answer = setting.api.session.post(setting.url + "/list/resources_sql", data=pieces(), timeout=30)
        problem(answer, 413)
    except requests.exceptions.ConnectionError:
        # The connection was closed before all was sent, which is as good.
        pass
    equal(setting.api.get("/healthz").status_code, 200, "the status afterwards")


@group.table("null and {} are an empty body", [
    (f"{path} {raw!r}", path, query, raw)
    for path, query, body in POSTS if body is None
    for raw in [b"null", b"{}", b""]
])
def empty(setting, path, query, raw):
    without = setting.api.post(path, query)
    answer = setting.api.post(path, query, raw=raw)
    equal(answer.status_code, without.status_code, f"the status ({shown(answer)})")
    expect(VALIDATION not in answer.text or VALIDATION in without.text, shown(answer))


@group.case("Members that nobody knows are reported, and change nothing")
def unknown_members(setting):
    answer = setting.api.post(
        "/service/deallocate", {"hotkey": "5Nobody", "uuid_key": "none", "colour": "red"}, {"taste": {"deep": [1]}})
    problem(answer, 404)
    reported = answer.headers.get("x-unknown-fields", "")
    expect("colour" in reported and "taste" in reported, f"x-unknown-fields is {reported!r}")


@group.case("Names of members that nobody knows cannot spoil an answer's head")
def unknown_names(setting):
    wild = {"a\r\nx-evil: 1": 1, "☃" * 50: 2, "b" * 20_000: 3, "": 4}
    answer = setting.api.post("/list/allocations_sql", body=wild)
    expect(answer.status_code in (200, 404), shown(answer))
    expect("x-evil" not in answer.headers, "a header was smuggled in")


@group.case("Heads that are too long or too many are refused, and the service goes on")
def long_head(setting):
    for headers in [{"x-long": "x" * 40_000}, {f"x-{n}": "x" for n in range(500)}]:
        try:
            answer = FrontEnd(setting.url, setting.ca, setting.certificate).get("/", headers=headers)
            expect(400 <= answer.status_code < 500, shown(answer))
        except requests.exceptions.ConnectionError:
            pass
    equal(setting.api.get("/healthz").status_code, 200, "the status afterwards")
