"""`/test/notify`: off unless the operator has switched it on."""
from answers import problem, success
from suite import Group

group = Group("notify")
PATH = "/test/notify"


@group.case("It is an unknown path where it is off")
def off(setting):
    if not setting.test_endpoints:
        problem(setting.api.post(PATH), 404)


@group.table("A notice that is marked as a test is sent", [
    ("with nothing said", {}), ("named", {"hotkey": "5Test", "uuid_key": "11111111-2222-3333-4444-555555555555"}),
    ("unicode", {"hotkey": "☃"}),
])
def sends(setting, query):
    if setting.test_endpoints:
        success(setting.api.post(PATH, query), "Notify allocation event testing is success")


@group.case("An event that nobody knows is refused")
def unknown(setting):
    if setting.test_endpoints:
        problem(setting.api.post(PATH, {"event": "PARTY"}), 400, "Notify allocation event testing is failed")
