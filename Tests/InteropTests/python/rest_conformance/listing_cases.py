"""`/list/resources_sql`: the machines of the store, their figures, filters and pages."""
import json

from answers import NOT_AVAILABLE, everything, json_of, page, problem, success
from market import Market, resource
from suite import Group, equal, eventually, expect

group = Group("listing")
PATH = "/list/resources_sql"
LISTED = "List resources successfully"


def items(setting, body=None, query=None):
    """All machines that a query finds."""
    return everything(success(setting.api.post(PATH, query, body or {}), LISTED))


@group.case("What the validator writes is listed, with its figures as numbers")
def seeded(setting):
    market = Market(setting)
    market.seed()
    wanted = {hotkey: resource(hotkey, specs) for hotkey, specs in market.listed().items()}

    def check():
        found = {item["hotkey"]: item for item in items(setting)}
        equal(sorted(found), sorted(wanted), "the machines")
        for hotkey, item in found.items():
            status = item.pop("allocate_status")
            expect(status in ("available", "reserved"), f"allocate_status is {status!r}")
            equal(item, wanted[hotkey], "a resource")
            for name in ["cpu_count", "gpu_capacity", "gpu_count", "ram", "hard_disk"]:
                expect(type(item[name]) in (int, float), f"{name} is {item[name]!r}")

    # The runs of the shared state are read every ten seconds.
    eventually(check, 30)


@group.case("A machine that any validator says to rent out is reserved, the others are available")
def reserved(setting):
    def check():
        found = {item["hotkey"]: item["allocate_status"] for item in items(setting)}
        equal(found[setting.ghosts[2]], "reserved", "the status of the one that is rented")
        equal(found[setting.hotkey], "available", "the status of one that is free")
        equal(found[setting.ghosts[0]], "available", "the status of another one that is free")

    eventually(check, 30)


def named(*ghosts, miner=False):
    """What a filter finds: ghosts by number, and perhaps the miner."""
    return lambda setting: sorted(
        [setting.ghosts[number] for number in ghosts] + ([setting.hotkey] if miner else []))


@group.table("Filters", [
    ("nothing", {}, named(0, 1, 2, 3, miner=True)),
    ("null fields", {"gpu_name": None, "cpu_count_min": None, "ram_total_max": None}, named(0, 1, 2, 3, miner=True)),
    ("fields that nobody knows", {"colour": "red"}, named(0, 1, 2, 3, miner=True)),
    ("a part of the GPU's name", {"gpu_name": "h100"}, named(0)),
    ("the GPU's name in capitals", {"gpu_name": "NVIDIA GEFORCE rtx"}, named(1)),
    ("a part that two have", {"gpu_name": "4090"}, named(1, 2)),
    ("a name beyond ASCII", {"gpu_name": "日本"}, named(2)),
    ("a name with quotes", {"gpu_name": 'größe" \\'}, named(2)),
    ("no name", {"gpu_name": ""}, named(0, 1, 2, 3, miner=True)),
    ("cores from", {"cpu_count_min": 32}, named(0, 2)),
    ("cores to", {"cpu_count_max": 16}, named(1, 3, miner=True)),
    ("cores, both bounds are within", {"cpu_count_min": 16, "cpu_count_max": 32}, named(1, 2)),
    ("cores as text", {"cpu_count_min": "32"}, named(0, 2)),
    ("GPU memory from, exactly", {"gpu_capacity_min": 159.29}, named(0)),
    ("GPU memory from, a little more", {"gpu_capacity_min": 159.3}, None),
    ("GPU memory to, exactly", {"gpu_capacity_max": 23.99, "gpu_capacity_min": 0.01}, named(1)),
    ("GPU memory to, nothing", {"gpu_capacity_max": 0}, named(3, miner=True)),
    ("much of everything", {"gpu_name": "h100", "cpu_count_min": 64, "hard_disk_total_min": 100, "ram_total_min": 100}, named(0)),
    ("RAM from", {"ram_total_min": 90}, named(0, 2)),
    ("RAM to", {"ram_total_max": 5}, named(miner=True)),
    ("disk to", {"hard_disk_total_max": 21}, named(miner=True)),
    ("disk from", {"hard_disk_total_min": 500}, named(0, 2)),
    ("bounds that exclude each other", {"cpu_count_min": 33, "cpu_count_max": 32}, None),
    ("more than anybody has", {"ram_total_min": 1e12}, None),
    ("numbers without measure", {"ram_total_max": 1e300, "gpu_capacity_min": -1e300}, named(0, 1, 2, 3, miner=True)),
    ("a name that nobody has", {"gpu_name": "☃"}, None),
    ("a name that is a pattern", {"gpu_name": "%"}, None),
])
def filters(setting, body, wanted):
    # A filter that leaves nothing gives an empty page, as in the Python service.
    wanted = [] if wanted is None else wanted(setting)
    equal(sorted(item["hotkey"] for item in items(setting, body)), wanted, "the machines")


@group.table("Pages", [
    ("the first", {"page_number": 1, "page_size": 2}, (1, 2, 2), slice(0, 2)),
    ("the second", {"page_number": 2, "page_size": 2}, (2, 2, 3), slice(2, 4)),
    ("the last", {"page_number": 3, "page_size": 2}, (3, 2, None), slice(4, 5)),
    ("one that is just full", {"page_number": 1, "page_size": 5}, (1, 5, None), slice(0, 5)),
    ("beyond the end", {"page_number": 4, "page_size": 2}, (4, 2, None), slice(0, 0)),
    ("far beyond the end", {"page_number": 10**15, "page_size": 2}, (10**15, 2, None), slice(0, 0)),
    ("the usual size", {"page_number": 1}, (1, 50, None), slice(0, 5)),
    ("number 0", {"page_number": 0, "page_size": 2}, (1, 5, None), slice(0, 5)),
    ("no number", {"page_size": 2}, (1, 5, None), slice(0, 5)),
])
def pages(setting, query, wanted, place):
    everyone = items(setting)
    equal(len(everyone), 5, "the number of machines")
    for answer in [setting.api.post(PATH, query), setting.api.post(PATH, body=query)]:
        equal(page(success(answer, LISTED), *wanted), everyone[place], "the items")


@group.case("A page of what a filter leaves")
def filtered_page(setting):
    data = success(setting.api.post(PATH, {"page_number": 2, "page_size": 1}, {"gpu_name": "4090"}), LISTED)
    equal([item["hotkey"] for item in page(data, 2, 1, None)], [setting.ghosts[2]], "the items")


@group.table("Stats", [("all", {}, 5), ("filtered", {"gpu_name": "4090"}, 2)])
def stats(setting, body, total):
    for query, sent in [({"stats": "true"}, body), (None, {**body, "stats": True})]:
        data = success(setting.api.post(PATH, query, sent), LISTED)
        equal(sorted(data), ["stats"], "the members of data")
        found = data["stats"]
        equal(found["total"], total, "total")
        equal(found["available"] + found["reserved"], total, "available + reserved")
        expect(found["reserved"] >= 1, "the reserved one is not counted")


@group.case("What the validator changes, adds and removes is seen")
def changes(setting):
    market = Market(setting)
    specs = dict(market.specs[setting.ghosts[1]])
    specs["cpu"] = {"count": 17, "frequency": 1}
    write = "INSERT OR REPLACE INTO miner_details (hotkey, details) VALUES (?, ?)"
    steps = [
        ([(write, (setting.ghosts[1], json.dumps(specs)))], 17),
        ([(write, (setting.ghosts[1], "{}"))], None),
        ([("UPDATE miner_details SET details = ? WHERE hotkey = ?", (json.dumps(specs), setting.ghosts[1]))], 17),
        ([("DELETE FROM miner_details WHERE hotkey = ?", (setting.ghosts[1],))], None),
        ([(write, (setting.ghosts[1], json.dumps(market.specs[setting.ghosts[1]])))], 16),
    ]
    for statements, cores in steps:
        market.write(statements)

        def check(cores=cores):
            found = {item["hotkey"]: item["cpu_count"] for item in items(setting)}
            equal(found.get(setting.ghosts[1]), cores, "the cores")

        eventually(check)


@group.case("A machine on the blacklist is hidden and not rented, until it is off it")
def blacklist(setting):
    market = Market(setting)
    market.write([("INSERT INTO blacklist (hotkey, details) VALUES (?, '{}')", (setting.hotkey,))])
    try:
        def hidden():
            expect(setting.hotkey not in [item["hotkey"] for item in items(setting)], "it is listed")

        eventually(hidden)
        answer = setting.api.post("/service/allocate_hotkey", {"hotkey": setting.hotkey})
        problem(answer, 404, "Fail to allocate resource, blacklisted")
        spec = {"requirements": {"gpu_type": "", "gpu_size": 0, "ram": 0, "hard_disk": 0}, "docker_requirement": {}}
        problem(
            setting.api.post("/service/allocate_spec", body=spec), 404, "Fail to allocate resource", NOT_AVAILABLE)
    finally:
        market.write([("DELETE FROM blacklist WHERE hotkey = ?", (setting.hotkey,))])

    def shown():
        expect(setting.hotkey in [item["hotkey"] for item in items(setting)], "it is not listed")

    eventually(shown)


@group.case("A failed allocate_spec says what each requirement removed")
def reasons(setting):
    answer = setting.api.post(
        "/service/allocate_spec", body={"requirements": {"gpu_type": "h100", "gpu_size": 10_000}, "docker_requirement": {}})
    body = problem(answer, 404, "Fail to allocate resource", NOT_AVAILABLE)
    texts = [value for name, value in body.items() if name not in ("message", "err_detail") and isinstance(value, str)]
    expect(any("miners: " in text and "free 0" in text for text in texts), f"no counts in {json_of(answer)}")
