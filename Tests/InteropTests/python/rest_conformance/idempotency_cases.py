"""`Idempotency-Key`: who asks again, because an answer was lost on its way, does not rent twice."""
import concurrent.futures
import uuid

from answers import invalid, problem, shown, success
from front_end import FrontEnd, ssh_key
from rental_cases import ALLOCATED, spec
from suite import Group, equal, expect

group = Group("idempotency")
RELEASED = "Resource deallocated successfully."


def key():
    """A header with a fresh key."""
    return {"Idempotency-Key": str(uuid.uuid4())}


def rentals(setting):
    """The uuids of what is rented."""
    answer = setting.api.post("/list/allocations_sql")
    if answer.status_code == 404:
        return []
    return [item["uuid_key"] for item in success(answer, "List allocations successfully.")]


def give_back(setting, uuid_key, headers=None):
    """The answer to a release."""
    return setting.api.post("/service/deallocate", {"hotkey": setting.hotkey, "uuid_key": uuid_key}, headers=headers)


@group.case("The same request again gets the first answer, and nothing is rented for it")
def replay(setting):
    headers = key()
    query = {"hotkey": setting.hotkey}
    first = setting.api.post("/service/allocate_hotkey", query, headers=headers)
    data = success(first, ALLOCATED)
    for _ in range(3):
        again = setting.api.post("/service/allocate_hotkey", query, headers=headers)
        equal(success(again, ALLOCATED), data, "the answer")
    equal(rentals(setting), [data["uuid_key"]], "the rentals")

    # Another request is not the first one, whatever its key.
    other = {"hotkey": setting.hotkey, "ssh_key": ssh_key()}
    invalid(setting.api.post("/service/allocate_hotkey", other, headers=headers))
    equal(rentals(setting), [data["uuid_key"]], "the rentals")

    release = key()
    success(give_back(setting, data["uuid_key"], release), RELEASED)
    success(give_back(setting, data["uuid_key"], release), RELEASED)
    problem(give_back(setting, data["uuid_key"], key()), 404)
    again = setting.api.post("/service/allocate_hotkey", query, headers=headers)
    equal(success(again, ALLOCATED), data, "the first answer, after the release")
    equal(rentals(setting), [], "the rentals")


@group.case("The same request from many at once rents one machine")
def at_once(setting):
    headers = key()

    def ask(_):
        session = FrontEnd(setting.url, setting.ca, setting.certificate)
        return session.post("/service/allocate_spec", body=spec(), headers=headers)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    uuids = set()
    for answer in answers:
        if answer.status_code == 409:
            problem(answer, 409)
            expect(int(answer.headers["retry-after"]) > 0, "no Retry-After")
        else:
            uuids.add(success(answer, ALLOCATED)["uuid_key"])
    equal(len(uuids), 1, f"the number of rentals of {[answer.status_code for answer in answers]}")
    equal(rentals(setting), list(uuids), "the rentals")
    again = setting.api.post("/service/allocate_spec", body=spec(), headers=headers)
    equal(success(again, ALLOCATED)["uuid_key"], *uuids, "the answer afterwards")
    success(give_back(setting, *uuids), RELEASED)


@group.case("A failure that lasts is remembered, too")
def failure(setting):
    headers = key()
    body = {"requirements": {"cpu_count": 100_000}, "docker_requirement": {}}
    first = setting.api.post("/service/allocate_spec", body=body, headers=headers)
    problem(first, 404, "Fail to allocate resource")
    equal(setting.api.post("/service/allocate_spec", body=body, headers=headers).json(), first.json(), "the answer")
    # The key of one endpoint is not that of another.
    problem(give_back(setting, "none", headers), 404)


@group.table("A key that is none is refused", [("long", "k" * 300), ("a tab", "a\tb")])
def wrong_key(setting, value):
    answer = setting.api.post("/service/deallocate", {"hotkey": "5Nobody", "uuid_key": "x"}, headers={"Idempotency-Key": value})
    expect(answer.status_code == 422, shown(answer))
    invalid(answer)
