"""Parameters: places, types, bounds. The field that is wrong is named."""
from answers import NO_RECORD, NOT_AVAILABLE, invalid, problem, shown
from suite import Group, expect

group = Group("parameters")
ACTIONS = ["/service/restart_docker", "/service/pause_docker", "/service/unpause_docker", "/service/exchange_docker_key"]
LISTS = ["/list/resources_sql", "/list/resources_wandb", "/list/all_runs", "/list/specs", "/list/available"]
SPEC = "/service/allocate_spec"
HUGE = 10**40


@group.table("A parameter that is missing is named", [
    ("allocate_hotkey", "/service/allocate_hotkey", {}, ["hotkey"]),
    ("deallocate without uuid_key", "/service/deallocate", {"hotkey": "5Nobody"}, ["uuid_key"]),
    ("deallocate without hotkey", "/service/deallocate", {"uuid_key": "none"}, ["hotkey"]),
    ("count_all_by_model", "/list/count_all_by_model", {}, ["model"]),
    ("run_by_name", "/list/run_by_name", {}, ["run_name"]),
    ("exchange_docker_key without ssh_key", "/service/exchange_docker_key", {"hotkey": "5N", "uuid_key": "n"}, ["ssh_key"]),
] + [(f"{path} without uuid_key", path, {"hotkey": "5Nobody", "ssh_key": "x"}, ["uuid_key"]) for path in ACTIONS] + [
    (f"{path} without hotkey", path, {"uuid_key": "none", "ssh_key": "x"}, ["hotkey"]) for path in ACTIONS
])
def missing(setting, path, query, fields):
    invalid(setting.api.post(path, query), *fields)
    # The same from the body, and null is as good as nothing.
    invalid(setting.api.post(path, body=query), *fields)
    invalid(setting.api.post(path, body={**query, **{field: None for field in fields}}), *fields)


@group.table("A parameter of a wrong type is named", [
    ("hotkey is a number", "/service/allocate_hotkey", {}, {"hotkey": 5}, "hotkey"),
    ("hotkey is a list", "/service/deallocate", {"uuid_key": "x"}, {"hotkey": ["5Nobody"]}, "hotkey"),
    ("uuid_key is an object", "/service/deallocate", {"hotkey": "5Nobody"}, {"uuid_key": {}}, "uuid_key"),
    ("notify_flag", "/service/deallocate", {"hotkey": "5N", "uuid_key": "x", "notify_flag": "perhaps"}, {}, "notify_flag"),
    ("base_image", "/service/allocate_hotkey", {"hotkey": "5Nobody"}, {"base_image": 5}, "base_image"),
    ("volume_path", "/service/allocate_hotkey", {"hotkey": "5Nobody"}, {"volume_path": []}, "volume_path"),
    ("dockerfile", "/service/allocate_hotkey", {"hotkey": "5Nobody"}, {"dockerfile": {}}, "dockerfile"),
    ("ssh_key", "/service/allocate_hotkey", {"hotkey": "5Nobody"}, {"ssh_key": 1.5}, "ssh_key"),
    ("query_version", "/service/check_miner_status", {"query_version": "perhaps"}, ["5Nobody"], "query_version"),
    ("stats", "/list/resources_sql", {"stats": "perhaps"}, {}, "stats"),
    ("rent_status", "/list/available", {"rent_status": "perhaps"}, {}, "rent_status"),
    ("cpu_count", "/list/count_all_by_model", {"model": "x", "cpu_count": "many"}, {}, "cpu_count"),
    ("ram_size", "/list/count_all_by_model", {"model": "x", "ram_size": "much"}, {}, "ram_size"),
    ("model", "/list/count_all_by_model", {}, {"model": 5}, "model"),
    ("run_name", "/list/run_by_name", {}, {"run_name": [1]}, "run_name"),
])
def wrong_type(setting, path, query, body, field):
    invalid(setting.api.post(path, query, body), field)


@group.table("A filter of a wrong type is named", [
    (f"{path} {name}={value!r}", path, name, value)
    for path in LISTS[:2]
    for name, value in [
        ("gpu_name", 5), ("cpu_count_min", "few"), ("cpu_count_max", []), ("gpu_capacity_min", {}),
        ("gpu_capacity_max", "x"), ("hard_disk_total_min", "☃"), ("hard_disk_total_max", [1]), ("ram_total_min", {}),
        ("ram_total_max", "1 GB"),
    ]
])
def wrong_filter(setting, path, name, value):
    invalid(setting.api.post(path, body={name: value}), name)


@group.table("A page that is none is named", [
    (f"{path} {name}={value}", path, name, value)
    for path in LISTS
    for name, value in [
        ("page_number", "-1"), ("page_size", "-1"), ("page_number", "one"), ("page_size", "1.5"), ("page_size", "☃"), ("page_number", f"-{HUGE}"),
    ]
])
def wrong_page(setting, path, name, value):
    invalid(setting.api.post(path, {"page_number": "1", "page_size": "1", name: value}), name)


@group.table("Numbers without measure are answered", [
    (f"{path} {name}={value}", path, name, value)
    for path in LISTS
    for name in ["page_number", "page_size"]
    for value in [str(2**31), str(2**63 - 1), str(2**63), str(HUGE), "9" * 400]
])
def huge_page(setting, path, name, value):
    answer = setting.api.post(path, {"page_number": "1", "page_size": "1", name: value})
    expect(answer.status_code in (200, 404, 422), shown(answer))


@group.table("Requirements of a wrong type or out of bounds are named", [
    (f"{name}={value!r}", name, value)
    for name, value in [
        ("cpu_count", "x"), ("cpu_count", []), ("cpu_count", -1), ("cpu_count", 1.5), ("gpu_type", 5), ("gpu_type", {}),
        ("gpu_size", "big"), ("gpu_size", -1), ("ram", "much"), ("ram", -1), ("hard_disk", {}), ("hard_disk", -0.5),
        ("timeline", 0), ("timeline", -1), ("timeline", 3651), ("timeline", "soon"), ("timeline", HUGE), ("timeline", 1e300),
    ]
])
def wrong_requirement(setting, name, value):
    impossible = {"cpu_count": 100_000}
    invalid(
        setting.api.post(SPEC, body={"requirements": {**impossible, name: value}, "docker_requirement": {}}), name)


@group.table("Parts of a request of a wrong type are refused", [
    ("requirements is a list", {"requirements": [], "docker_requirement": {}}),
    ("requirements is a text", {"requirements": "any", "docker_requirement": {}}),
    ("docker_requirement is a number", {"requirements": {"cpu_count": 100_000}, "docker_requirement": 5}),
    ("base_image is a list", {"requirements": {"cpu_count": 100_000}, "docker_requirement": {"base_image": []}}),
])
def wrong_part(setting, body):
    invalid(setting.api.post(SPEC, body=body))


@group.table("What nobody has is not available", [
    ("cores", {"cpu_count": 100_000}), ("gpu_type", {"gpu_type": "日本 ☃ \" \\ \u0000"}), ("gpu_size", {"gpu_size": 10**6}),
    ("ram", {"ram": 10**6}), ("hard_disk", {"hard_disk": 10**6}), ("null everywhere but cores", {
        "cpu_count": 100_000, "gpu_type": None, "gpu_size": None, "ram": None, "hard_disk": None, "timeline": None}),
    ("members that nobody knows", {"cpu_count": 100_000, "colour": "red"}), ("the longest time", {
        "cpu_count": 100_000, "timeline": 3650}),
])
def nobody(setting, requirement):
    answer = setting.api.post(SPEC, body={"requirements": requirement, "docker_requirement": {}})
    problem(answer, 404, "Fail to allocate resource", NOT_AVAILABLE)


@group.table("A list of hotkeys that is none is refused", [
    ("nothing", None), ("a number", 5), ("numbers", [1, 2]), ("null inside", ["5Nobody", None]), ("a text", "5Nobody"),
    ("far too many", ["5Nobody" + str(n) for n in range(10_000)]), ("an object of another kind", {"hotkey_list": 5}),
])
def wrong_hotkeys(setting, body):
    invalid(setting.api.post("/service/check_miner_status", body=body))


@group.table("Hotkeys that nobody has are unknown", [
    (name, hotkey) for name, hotkey in [
        ("unicode", "☃\u0000日本"), ("long", "5" * 5_000), ("a path", "../../etc/passwd"),
        ("SQL", "' OR 1=1 --"), ("plus and percent", "a+b%20c%"), ("a good address", "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"),
    ]
])
def unknown_hotkey(setting, hotkey):
    # In the query and in the body.
    for query, body in [({"hotkey": hotkey, "uuid_key": "none"}, {}), (None, {"hotkey": hotkey, "uuid_key": "none"})]:
        problem(setting.api.post("/service/deallocate", query, body), 404, NO_RECORD)
        problem(setting.api.post("/service/pause_docker", query, body), 404, NO_RECORD)
        answer = setting.api.post("/service/allocate_hotkey", query, body)
        problem(answer, 404, "Fail to allocate resource", NOT_AVAILABLE)


@group.case("An SSH key that is none is an invalid allocation request")
def wrong_key(setting):
    for key in ["nonsense", "ssh-rsa AAAA\nssh-rsa BBBB", "ssh-ed25519 ☃", "-oProxyCommand=x"]:
        answer = setting.api.post("/service/allocate_hotkey", {"hotkey": setting.hotkey, "ssh_key": key})
        problem(answer, 400, "Invalid allocation request")
