"""Every endpoint of the specification's table, with the parameters that it needs."""

# Path, what the query must have, what the body must be.
POSTS = [
    ("/service/allocate_spec", {}, {"requirements": {"cpu_count": 100_000}, "docker_requirement": {}}),
    ("/service/allocate_hotkey", {"hotkey": "5Nobody"}, None),
    ("/service/deallocate", {"hotkey": "5Nobody", "uuid_key": "none"}, None),
    ("/service/check_miner_status", {}, ["5Nobody"]),
    ("/service/restart_docker", {"hotkey": "5Nobody", "uuid_key": "none"}, None),
    ("/service/pause_docker", {"hotkey": "5Nobody", "uuid_key": "none"}, None),
    ("/service/unpause_docker", {"hotkey": "5Nobody", "uuid_key": "none"}, None),
    ("/service/exchange_docker_key", {"hotkey": "5Nobody", "uuid_key": "none", "ssh_key": "none"}, None),
    ("/list/allocations_sql", {}, None),
    ("/list/resources_sql", {}, None),
    ("/list/resources_wandb", {}, None),
    ("/list/count_all_gpus", {}, None),
    ("/list/count_all_by_model", {"model": "none"}, None),
    ("/list/all_runs", {}, None),
    ("/list/specs", {}, None),
    ("/list/run_by_name", {"run_name": "none"}, None),
    ("/list/available", {}, None),
    ("/list/allocated_hotkeys", {}, None),
]
GETS = ["/", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics"]
