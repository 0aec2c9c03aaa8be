"""What a network answers in which nothing is rented and of which the store knows nothing."""
from answers import json_of, problem, success
from suite import Group, equal, expect

group = Group("empty")


@group.case("Nothing is rented")
def allocations(setting):
    body = problem(setting.api.post("/list/allocations_sql"), 404, "No resources found.")
    equal(body["data"], "No allocated resources found. Allocate a resource with validator.", "data")


@group.case("The store knows no machine")
def resources(setting):
    for body in [{}, {"gpu_name": "x"}]:
        answer = setting.api.post("/list/resources_sql", {"page_number": 1}, body)
        problem(answer, 404, "There is no resource available", "No resources found.")


@group.case("No machine is rented")
def available(setting):
    data = success(setting.api.post("/list/available", {"rent_status": "true"}), "No available miner")
    equal(data, {}, "data")


@group.case("No validator rents anything out")
def allocated(setting):
    answer = setting.api.post("/list/allocated_hotkeys")
    equal(answer.status_code, 404, "the status")
    body = json_of(answer)
    equal(body["success"], False, "success")
    equal(body["message"], "No validator with allocated info in the project opencompute.", "the message")
    equal(body["data"], {}, "data")


@group.table("Runs that nobody has", [
    ("all_runs", "/list/all_runs", {"hotkey": "5Nobody"}, "No runs available"),
    ("specs", "/list/specs", {"hotkey": "5Nobody"}, "No specs available"),
    ("specs, a page", "/list/specs", {"hotkey": "☃", "page_number": 1}, "No specs available"),
    ("run_by_name", "/list/run_by_name", {"run_name": "miner-5Nobody"}, "No run available"),
    ("run_by_name, unicode", "/list/run_by_name", {"run_name": "日本 ' \" ☃"}, "No run available"),
    ("run_by_name, a regular expression", "/list/run_by_name", {"run_name": ".*"}, "No run available"),
])
def runs(setting, path, query, message):
    equal(success(setting.api.post(path, query), message), {}, "data")
    equal(success(setting.api.post(path, body=query), message), {}, "data from a body's parameters")


@group.case("No machine has an unknown model")
def counts(setting):
    answer = setting.api.post("/list/count_all_by_model", {"model": "No such GPU ☃", "cpu_count": 1})
    equal(answer.status_code, 200, "the status")
    equal(json_of(answer), {"count": 0}, "the body")


@group.case("An empty list of hotkeys has no status")
def statuses(setting):
    answer = setting.api.post("/service/check_miner_status", body=[])
    equal(success(answer, "List hotkey status successfully."), [], "data")
    expect(answer.headers["content-type"].startswith("application/json"), "the content type")
