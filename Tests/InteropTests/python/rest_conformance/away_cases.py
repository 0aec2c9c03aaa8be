"""An API that has never reached the shared state says so where it has nothing else to say, and rents all the same."""
from answers import problem
from suite import Group, equal, expect

group = Group("away")


@group.table("Nothing is known of the shared state", [
    ("all_runs", "/list/all_runs", {}, "Error occurred while getting runs from wandb"),
    ("specs", "/list/specs", {}, "Error occurred while getting specs from wandb"),
    ("run_by_name", "/list/run_by_name", {"run_name": "x"}, "Error occurred while run from wandb"),
    ("available", "/list/available", {}, "Error occurred while fetching available miner from wandb"),
    ("allocated_hotkeys", "/list/allocated_hotkeys", {}, "Error occurred while fetching allocated hotkey from wandb"),
])
def unread(setting, path, query, message):
    problem(setting.api.post(path, query), 404, message)


@group.case("No machine is known to the shared state")
def resources(setting):
    problem(setting.api.post("/list/resources_wandb"), 404, "There is no resource available", "No resources found.")


@group.case("It is ready all the same")
def ready(setting):
    answer = setting.api.get("/readyz")
    equal(answer.status_code, 200, "the status")
    expect("shared_state" in answer.json(), "nothing is said of the shared state")
