"""What is there for people, load balancers and Prometheus: GET /, /docs, /openapi.json, /healthz, /readyz, /metrics."""
import json
import re
from urllib.parse import urljoin

from answers import json_of
from endpoints import GETS, POSTS
from suite import Group, equal, expect

group = Group("service")


@group.case("GET / welcomes")
def welcome(setting):
    answer = setting.api.get("/")
    equal(answer.status_code, 200, "the status")
    equal(
        json_of(answer),
        {"message": "Welcome to Compute Subnet Allocation API, Please access the API via endpoint."}, "the body")


@group.case("GET /healthz and /readyz say that it serves")
def health(setting):
    for path in ["/healthz", "/readyz"]:
        answer = setting.api.get(path)
        equal(answer.status_code, 200, f"the status of {path}")
        expect(isinstance(json_of(answer), dict), f"{path} is no JSON object")


@group.case("GET /metrics is Prometheus' text, and counts requests")
def metrics(setting):
    answer = setting.api.get("/metrics")
    equal(answer.status_code, 200, "the status")
    expect(answer.headers["content-type"].startswith("text/plain"), answer.headers["content-type"])
    samples = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
    expect(len(samples) > 5, f"only {len(samples)} figures")
    form = re.compile(r'^[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})? (NaN|[+-]Inf|[-+0-9.eE]+)( \d+)?$')
    for line in samples:
        expect(form.match(line), f"not Prometheus' form: {line!r}")
    expect("# TYPE" in answer.text, "no figure has a type")


@group.case("GET /docs is a page that needs nobody else's server")
def docs(setting):
    answer = setting.api.get("/docs")
    equal(answer.status_code, 200, "the status")
    expect(answer.headers["content-type"].startswith("text/html"), answer.headers["content-type"])
    assets = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)\s*=\s*["\']([^"\']+)', answer.text)
    for asset in assets:
        if asset.startswith("data:"):
            continue
        address = urljoin(setting.url + "/docs", asset)
        expect(address.startswith(setting.url + "/"), f"{asset} is somebody else's")
        got = setting.api.get(address[len(setting.url):])
        equal(got.status_code, 200, f"the status of {asset}")
        expect("http://" not in got.text.replace("http://www.w3.org/", ""), f"{asset} names another server")


def document(setting):
    """The OpenAPI document."""
    answer = setting.api.get("/openapi.json")
    equal(answer.status_code, 200, "the status")
    return json_of(answer)


@group.case("GET /openapi.json is OpenAPI 3.1 and has every endpoint of the table")
def openapi(setting):
    found = document(setting)
    expect(found["openapi"].startswith("3.1"), found["openapi"])
    expect(found["info"]["title"] and found["info"]["version"], "no title or version")
    paths = found["paths"]
    for method, path in [("post", row[0]) for row in POSTS] + [("get", path) for path in GETS]:
        expect(method in paths.get(path, {}), f"{method} {path} is missing")
    for path, query, _ in POSTS:
        operation = paths[path]["post"]
        expect("200" in operation["responses"], f"{path} has no success")
        for name in query:
            named = [entry["name"] for entry in operation.get("parameters", []) if "name" in entry]
            expect(name in named or name in json.dumps(operation), f"{path} lacks its parameter {name}")
    has_test = "/test/notify" in paths
    equal(has_test, setting.test_endpoints, "whether /test/notify is documented")


@group.case("Every reference of the document leads somewhere")
def references(setting):
    found = document(setting)

    def follow(value):
        if isinstance(value, dict):
            target = value.get("$ref")
            if isinstance(target, str):
                place = found
                for step in target.removeprefix("#/").split("/"):
                    expect(step in place, f"{target} leads nowhere")
                    place = place[step]
            for member in value.values():
                follow(member)
        elif isinstance(value, list):
            for member in value:
                follow(member)

    follow(found)


@group.case("The document names the header Idempotency-Key where it works")
def key_header(setting):
    paths = document(setting)["paths"]
    for path in ["/service/allocate_spec", "/service/allocate_hotkey", "/service/deallocate"]:
        expect("idempotency-key" in json.dumps(paths[path]["post"]).lower(), f"{path} lacks it")
