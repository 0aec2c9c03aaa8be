"""The life of a rental: chosen by what it needs or by name, listed, asked for, acted on, given back."""
import datetime
import ipaddress
import re
import socket
import uuid

from answers import NO_RECORD, NOT_AVAILABLE, everything, problem, success
from events import Watch
from front_end import ssh_key
from suite import Group, equal, eventually, expect

group = Group("rental")
ALLOCATED = "Resource was successfully allocated"
WRONG = "00000000-0000-0000-0000-000000000000"
ACTIONS = [
    ("pause", "/service/pause_docker", "Resource paused successfully.", "Pause not successfully, please try again."),
    ("unpause", "/service/unpause_docker", "Resource unpaused successfully.",
     "Unpause not successfully, please try again."),
    ("exchange", "/service/exchange_docker_key", "Resource ssh_key is exchanged successfully.",
     "Exchange ssh_key not successfully, please try again."),
    ("restart", "/service/restart_docker", "Resource restarted successfully.",
     "Restart not successfully, please try again."),
]
MEMBERS = [
    "hotkey", "miner_version", "regkey", "resource", "ssh_command", "ssh_ip", "ssh_key", "ssh_password", "ssh_port",
    "ssh_username", "uuid_key",
]


class State:
    """What one case leaves for the next."""

    rented = None
    watch = None
    key = ssh_key()


def spec(**requirement):
    """A body of allocate_spec for which the miner is good."""
    return {
        "requirements": {"cpu_count": 1, "gpu_type": "", "gpu_size": 0, "ram": 1, "hard_disk": 1, **requirement},
        "docker_requirement": {"ssh_key": State.key},
    }


def allocation(data, hotkey, days):
    """Checks an `Allocation`, and gives it back."""
    expect(all(name in data for name in MEMBERS), f"members are missing: {sorted(data)}")
    equal(data["hotkey"], hotkey, "hotkey")
    equal(data["regkey"], "", "regkey")
    ipaddress.ip_address(data["ssh_ip"])
    expect(type(data["ssh_port"]) is int and 0 < data["ssh_port"] < 65_536, f"ssh_port is {data['ssh_port']!r}")
    expect(re.fullmatch("[a-z_][a-z0-9_-]{0,31}", data["ssh_username"]), f"ssh_username is {data['ssh_username']!r}")
    expect(len(data["ssh_password"]) >= 8, "ssh_password is short")
    equal(data["ssh_command"], f"ssh {data['ssh_username']}@{data['ssh_ip']} -p {data['ssh_port']}", "ssh_command")
    equal(str(uuid.UUID(data["uuid_key"])), data["uuid_key"], "uuid_key")
    expect(type(data["miner_version"]) is int, "miner_version is no integer")
    # Beyond the Python service.
    expect(re.fullmatch("SHA256:[A-Za-z0-9+/]{43}", data["host_key"]), f"host_key is {data['host_key']!r}")
    expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", data["expires_at"]), data["expires_at"])
    end = datetime.datetime.fromisoformat(data["expires_at"].replace("Z", "+00:00"))
    left = end - datetime.datetime.now(datetime.timezone.utc)
    expect(abs(left - datetime.timedelta(days=days)) < datetime.timedelta(minutes=10), f"it ends in {left}")
    return data


def ask(setting, *hotkeys, **query):
    """What check_miner_status says, by hotkey."""
    answer = setting.api.post("/service/check_miner_status", query, list(hotkeys))
    return success(answer, "List hotkey status successfully.")


@group.case("A front end listens for events")
def listen(setting):
    State.watch = Watch(setting)


@group.case("A free machine is OFFLINE, a stranger not found, and each has a version")
def free(setting):
    found = {item["hotkey"]: item for item in ask(setting, setting.hotkey, "5Nobody", "☃", setting.hotkey)}
    equal(found[setting.hotkey], {"hotkey": setting.hotkey, "status": "Docker OFFLINE"}, "the free machine's entry")
    for stranger in ["5Nobody", "☃"]:
        equal(found[stranger], {"hotkey": stranger, "status": "Not Found"}, "a stranger's entry")
    found = {item["hotkey"]: item for item in ask(setting, setting.hotkey, "5Nobody", query_version="true")}
    equal(sorted(found[setting.hotkey]), ["hotkey", "version"], "the members with query_version")
    expect(type(found[setting.hotkey]["version"]) is int, "the version is no integer")
    equal(found["5Nobody"], {"hotkey": "5Nobody", "status": "Not Found"}, "a stranger's entry with query_version")


@group.case("A machine that is chosen for what it has is rented, though one that scores better is not there")
def allocate_spec(setting):
    data = success(setting.api.post("/service/allocate_spec", body=spec(timeline=2)), ALLOCATED)
    State.rented = allocation(data, setting.hotkey, days=2)
    equal(data["ssh_key"], State.key, "ssh_key")


@group.case("It is there: SSH answers")
def ssh(setting):
    with socket.create_connection((State.rented["ssh_ip"], State.rented["ssh_port"]), timeout=10) as connection:
        equal(connection.recv(8), b"SSH-2.0-", "what the port says")


@group.case("It is listed, it alone, as it was rented")
def listed(setting):
    equal(success(setting.api.post("/list/allocations_sql"), "List allocations successfully."), [State.rented], "data")


@group.case("No answer with a password may be kept by anybody")
def secret(setting):
    equal(setting.api.post("/list/allocations_sql").headers.get("cache-control"), "no-store", "cache-control")


@group.case("Nobody gets it a second time")
def twice(setting):
    answer = setting.api.post("/service/allocate_hotkey", {"hotkey": setting.hotkey})
    problem(answer, 404, "Fail to allocate resource", NOT_AVAILABLE)
    answer = setting.api.post("/service/allocate_spec", body=spec())
    problem(answer, 404, "Fail to allocate resource", NOT_AVAILABLE)


@group.case("It is ONLINE, and reserved in the list of resources")
def online(setting):
    equal(ask(setting, setting.hotkey), [{"hotkey": setting.hotkey, "status": "Docker ONLINE"}], "data")

    def check():
        items = everything(success(setting.api.post("/list/resources_sql"), "List resources successfully"))
        status = {item["hotkey"]: item["allocate_status"] for item in items}
        equal(status.get(setting.hotkey), "reserved", "allocate_status")

    eventually(check)


@group.table("An action with a wrong uuid is refused", [(name, path, failure) for name, path, _, failure in ACTIONS])
def wrong_uuid(setting, path, failure):
    for uuid_key in [WRONG, "", State.rented["uuid_key"].upper() + " ", "☃"]:
        query = {"hotkey": setting.hotkey, "uuid_key": uuid_key, "ssh_key": ssh_key()}
        problem(setting.api.post(path, query), 400, failure, "Invalid UUID key")


@group.table("An action on what nobody rents finds nothing", [(name, path) for name, path, _, _ in ACTIONS])
def no_record(setting, path):
    query = {"hotkey": "5Nobody", "uuid_key": State.rented["uuid_key"], "ssh_key": ssh_key()}
    problem(setting.api.post(path, query), 404, NO_RECORD)


@group.table("Actions", [(name, path, message) for name, path, message, _ in ACTIONS])
def action(setting, path, message):
    query = {"hotkey": setting.hotkey, "uuid_key": State.rented["uuid_key"]}
    if "exchange" in path:
        query["ssh_key"] = ssh_key("exchanged")
    success(setting.api.post(path, query), message)


@group.case("An action with its parameters in the body")
def action_body(setting):
    body = {"hotkey": setting.hotkey, "uuid_key": State.rented["uuid_key"]}
    success(setting.api.post("/service/pause_docker", body=body), "Resource paused successfully.")
    success(setting.api.post("/service/unpause_docker", body=body), "Resource unpaused successfully.")
    body.update(ssh_key=ssh_key("of the body"), key_type="user")
    success(setting.api.post("/service/exchange_docker_key", body=body), "Resource ssh_key is exchanged successfully.")


@group.case("A key that is none is not exchanged")
def wrong_key(setting):
    query = {"hotkey": setting.hotkey, "uuid_key": State.rented["uuid_key"]}
    for more in [{"ssh_key": "nonsense"}, {"ssh_key": ssh_key(), "key_type": "nonsense"}]:
        answer = setting.api.post("/service/exchange_docker_key", {**query, **more})
        expect(answer.status_code in (400, 422), f"it answered {answer.status_code} {answer.text[:200]}")
        problem(answer, answer.status_code)


@group.case("Nobody but its renter gives it back")
def not_released(setting):
    failure = "Deallocation not successfully, please try again."
    for uuid_key in [WRONG, "", "☃", State.rented["uuid_key"][:-1]]:
        answer = setting.api.post("/service/deallocate", {"hotkey": setting.hotkey, "uuid_key": uuid_key})
        problem(answer, 400, failure, "Invalid UUID key")
    answer = setting.api.post("/service/deallocate", {"hotkey": "5Nobody", "uuid_key": State.rented["uuid_key"]})
    problem(answer, 404, NO_RECORD)
    equal(len(success(setting.api.post("/list/allocations_sql"), "List allocations successfully.")), 1, "rentals")


@group.case("Its renter gives it back")
def deallocate(setting):
    query = {"hotkey": setting.hotkey, "uuid_key": State.rented["uuid_key"], "notify_flag": "true"}
    success(setting.api.post("/service/deallocate", query), "Resource deallocated successfully.")
    problem(setting.api.post("/service/deallocate", query), 404, NO_RECORD)
    problem(setting.api.post("/list/allocations_sql"), 404, "No resources found.")

    def check():
        equal(ask(setting, setting.hotkey), [{"hotkey": setting.hotkey, "status": "Docker OFFLINE"}], "data")

    eventually(check, 10)


@group.case("By name, with all parameters in the body, for thirty days; and it is given back by the body")
def allocate_hotkey(setting):
    body = {"hotkey": setting.hotkey, "ssh_key": ssh_key("first"), "base_image": None, "volume_path": "/data",
            "dockerfile": "", "colour": "red"}
    answer = setting.api.post("/service/allocate_hotkey", body=body)
    data = allocation(success(answer, ALLOCATED), setting.hotkey, days=30)
    equal(data["ssh_key"], body["ssh_key"], "ssh_key")
    reported = answer.headers.get("x-unknown-fields", "")
    expect("colour" in reported, f"x-unknown-fields is {reported!r}")
    body = {"hotkey": setting.hotkey, "uuid_key": data["uuid_key"], "notify_flag": False}
    success(setting.api.post("/service/deallocate", body=body), "Resource deallocated successfully.")


@group.case("All of it was told to who listened, in order, without anybody's uuid")
def told(setting):
    kinds = ["allocated", "deallocated", "allocated", "deallocated"]

    def check():
        found = [event for event in State.watch.events() if event["type"] in kinds]
        equal([event["type"] for event in found], kinds, "the events")
        equal({event["payload"].get("hotkey") for event in found}, {setting.hotkey}, "the hotkeys")
        for event in found:
            expect("time" in event["payload"], f"an event has no time: {event!r}")
            expect(State.rented["uuid_key"] not in str(event), "an event has the renter's uuid")

    eventually(check)
