"""The endpoints that read the shared state: runs, specs, counts, who is rented."""
from answers import everything, indexed, json_of, page, success
from market import Market, ram_size, resource
from suite import Group, equal, eventually, expect

group = Group("state")
H100 = "NVIDIA H100 80GB HBM3"


def published(setting):
    """The specs of every miner as the shared state has them, by hotkey."""
    data = success(setting.api.post("/list/specs"), "List specs successfully")
    return {item["hotkey"]: item["specs"] for item in indexed(everything(data))}


@group.case("specs has every machine's specs, as its miner published them")
def specs(setting):
    def check():
        data = success(setting.api.post("/list/specs"), "List specs successfully")
        found = {}
        for item in indexed(everything(data)):
            equal(sorted(item), ["configs", "hotkey", "specs", "state"], "the members")
            equal(item["state"], "running", "state")
            equal(item["configs"]["netuid"], 27, "the netuid of configs")
            found[item["hotkey"]] = item["specs"]
        for hotkey, wanted in Market(setting).specs.items():
            equal(found.get(hotkey), wanted, "the specs of a ghost")
        expect("cpu" in found.get(setting.hotkey, {}), "the miner's specs are missing")

    eventually(check, 30)


@group.table("One miner's", [
    ("specs", "/list/specs", "List specs successfully"), ("runs", "/list/all_runs", "List run resources successfully."),
])
def one(setting, path, message):
    data = success(setting.api.post(path, {"hotkey": setting.ghosts[1]}), message)
    equal(len(indexed(everything(data))), 1, "the number of items")
    data = success(setting.api.post(path, body={"hotkey": setting.ghosts[1]}), message)
    equal(len(indexed(everything(data))), 1, "the number of items, asked in the body")


@group.table("Pages", [
    ("specs", "/list/specs", "List specs successfully"), ("runs", "/list/all_runs", "List run resources successfully."),
    ("available", "/list/available", "List available miners"),
])
def pages(setting, path, message):
    everyone = everything(success(setting.api.post(path), message))
    count = len(everyone)
    expect(count >= 4, f"only {count} items")
    first = page(success(setting.api.post(path, {"page_number": 1, "page_size": 2}), message), 1, 2, 2)
    equal(first, everyone[:2], "the first page")
    second = page(
        success(setting.api.post(path, {"page_number": 2, "page_size": 2}), message), 2, 2, 3 if count > 4 else None)
    equal(second, everyone[2:4], "the second page")
    data = success(setting.api.post(path, {"page_number": count + 1, "page_size": 1}), message)
    equal(page(data, count + 1, 1, None), [], "a page beyond the end")
    data = success(setting.api.post(path, {"page_number": 0, "page_size": 1}), message)
    equal(page(data, 1, count, None), everyone, "page 0")
    data = success(setting.api.post(path, {"page_number": 1}), message)
    equal(page(data, 1, 50, None), everyone, "the usual size")


@group.case("all_runs has the runs of all miners")
def runs(setting):
    data = success(setting.api.post("/list/all_runs"), "List run resources successfully.")
    found = indexed(everything(data))
    for item in found:
        equal(sorted(item), ["configs", "description", "id", "name", "start_at", "state"], "the members")
        expect(isinstance(item["configs"], dict), "configs is no object")
    names = [item["name"] for item in found]
    for hotkey in [setting.hotkey, *setting.ghosts]:
        equal(names.count(f"miner-{hotkey}"), 1, "the number of its runs")


@group.case("run_by_name finds a run by its whole name")
def by_name(setting):
    name = f"miner-{setting.hotkey}"
    for query, body in [({"run_name": name}, None), (None, {"run_name": name})]:
        data = success(setting.api.post("/list/run_by_name", query, body), "List run by name")
        (item,) = indexed([{key: value} for key, value in data.items()])
        equal(sorted(item), ["config", "description", "id", "name"], "the members")
        equal(item["name"], name, "the name")
    equal(success(setting.api.post("/list/run_by_name", {"run_name": name[:-1]}), "No run available"), {}, "data")


@group.case("available tells free machines from rented ones")
def available(setting):
    def hotkeys(query, message):
        found = indexed(everything(success(setting.api.post("/list/available", query), message)))
        for item in found:
            equal(sorted(item), ["details", "hotkey"], "the members")
        return [item["hotkey"] for item in found]

    free = hotkeys(None, "List available miners")
    equal(hotkeys({"rent_status": "false"}, "List available miners"), free, "the free ones, asked for")
    expect(setting.hotkey in free and setting.ghosts[0] in free, "a free machine is missing")
    equal(hotkeys({"rent_status": "true"}, "List rented miners"), [setting.ghosts[3]], "the rented ones")
    expect(setting.ghosts[3] not in free, "a rented machine is free")


@group.case("allocated_hotkeys has what validators say to rent out")
def allocated(setting):
    data = success(setting.api.post("/list/allocated_hotkeys"), "List allocated hotkeys")
    equal(data, [setting.ghosts[2]], "data")


@group.case("count_all_gpus counts those of miners in the metagraph")
def gpus(setting):
    found = published(setting)
    wanted = found[setting.ghosts[0]]["gpu"]["count"] + found[setting.hotkey].get("gpu", {}).get("count", 0)
    answer = setting.api.post("/list/count_all_gpus")
    equal(answer.status_code, 200, "the status")
    equal(json_of(answer), {"count": wanted}, "the body")


RAM = "the RAM, rounded up"
MODELS = [
    ("cores", {"model": H100, "cpu_count": 64}, 1), ("other cores", {"model": H100, "cpu_count": 63}, 0),
    ("small letters", {"model": H100.lower(), "cpu_count": 64}, 1), ("RAM", {"model": H100, "ram_size": RAM}, 1),
    ("other RAM", {"model": H100, "ram_size": 1}, 0),
    ("RAM does not count where cores are asked for", {"model": H100, "cpu_count": 63, "ram_size": RAM}, 0),
    ("a part of a name", {"model": "H100", "cpu_count": 64}, 0),
    ("a machine that is not in the metagraph", {"model": "NVIDIA GeForce RTX 4090", "cpu_count": 16}, 0),
    ("a name beyond ASCII", {"model": "日本", "cpu_count": 1}, 0),
]


@group.table("count_all_by_model counts machines, by", MODELS)
def models(setting, query, wanted):
    size = ram_size(Market(setting).specs[setting.ghosts[0]])
    query = {name: size if value == RAM else value for name, value in query.items()}
    for answer in [setting.api.post("/list/count_all_by_model", query), setting.api.post("/list/count_all_by_model", body=query)]:
        equal(answer.status_code, 200, "the status")
        equal(json_of(answer), {"count": wanted}, "the body")


@group.case("resources_wandb lists who proved its GPUs long enough ago and is in the metagraph, with the whole RAM")
def wandb(setting):
    market = Market(setting)
    path, ghost = "/list/resources_wandb", setting.ghosts[0]

    def listed(*wanted):
        def check():
            answer = setting.api.post(path)
            found = {item["hotkey"]: item for item in everything(success(answer, "List resources successfully"))}
            equal(sorted(found), sorted(wanted), "the machines")
            if ghost not in wanted:
                return
            item = dict(found[ghost])
            equal(item.pop("allocate_status"), "available", "allocate_status")
            equal(item, resource(ghost, market.specs[ghost], ram="total"), "a resource")

        eventually(check)

    listed()
    market.prove(setting.ghosts[1], 100)
    market.prove(ghost, 2.4)
    listed()
    market.prove(ghost, 2.6)
    listed(ghost)
    market.prove(setting.hotkey, 3)
    listed(ghost, setting.hotkey)

    for body, wanted in [({"gpu_name": "H100"}, 1), ({"ram_total_min": 255.8, "ram_total_max": 256}, 1)]:
        found = everything(success(setting.api.post(path, body=body), "List resources successfully"))
        equal(len(found), wanted, f"the number of machines for {body}")
    data = success(setting.api.post(path, body={"cpu_count_min": 65}), "List resources successfully")
    equal(everything(data), [], "the machines with more cores than anybody has")
    data = success(setting.api.post(path, {"page_number": 2, "page_size": 1}), "List resources successfully")
    equal(len(page(data, 2, 1, None)), 1, "the items of the second page")
    data = success(setting.api.post(path, {"stats": "true"}), "List resources successfully")
    equal(data, {"stats": {"available": 2, "reserved": 0, "total": 2}}, "data")
