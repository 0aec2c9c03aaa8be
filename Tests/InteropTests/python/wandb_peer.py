"""What every peer needs that is a client of runs: an environment that asks one server alone, checks, bare requests.

Import it after `peer` and before `wandb`; `connect` sets what the client reads when it is imported.
"""
import base64
import hashlib
import http.client
import json
import os
import tempfile
import urllib.parse

import peer


KEY = "0123456789abcdef0123456789abcdef01234567"
_base = None
_key = KEY


def options(parser):
    """The parsed command line, with the server, the key, the entity and the project that every script takes."""
    parser.add_argument("url")
    parser.add_argument("--key", default=KEY)
    parser.add_argument("--entity", default="neuralinternet")
    parser.add_argument("--project", default="opencompute")
    parsed = peer.arguments(parser)
    connect(parsed.url, parsed.key)
    return parsed


def environment(url, key):
    """What a process needs so that the client in it asks `url`, and writes into a folder of its own."""
    place = tempfile.mkdtemp(dir=os.environ["HOME"])
    told = {name: value for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and not name.startswith("WANDB_")}
    told.update({
        "WANDB_BASE_URL": url, "WANDB_API_KEY": key, "WANDB_MODE": "online", "WANDB_SILENT": "true",
        "WANDB_CONSOLE": "off", "WANDB_DISABLE_GIT": "true", "WANDB_DISABLE_CODE": "true",
        "WANDB_ERROR_REPORTING": "false", "WANDB_DIR": place, "WANDB_CACHE_DIR": place, "WANDB_CONFIG_DIR": place,
        "WANDB_DATA_DIR": place, "WANDB_ARTIFACT_DIR": place, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1",
    })
    return told


def connect(url, key):
    """This process asks `url`."""
    global _base, _key
    _base, _key = urllib.parse.urlsplit(url), key
    told = environment(url, key)
    os.environ.clear()
    os.environ.update(told)


def check(what, holds, **seen):
    """Says whether `what` holds, and what was seen of it."""
    peer.say({"check": what, "holds": bool(holds), "seen": repr(seen)[:1500]})


def done():
    """Says that nothing stopped the script before its end."""
    check("all was asked", True)


class Bare:
    """Requests as they are on the wire, for what the client cannot do or does not show."""

    UPSERT = """mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String,
  $displayName: String, $config: JSONString) {
  upsertBucket(input: {id: $id, name: $name, modelName: $project, entityName: $entity, displayName: $displayName,
    config: $config}) { bucket { id name displayName historyLineCount } inserted } }"""
    RESUME = """query RunResumeStatus($project: String, $entity: String, $name: String!) {
  model(name: $project, entityName: $entity) { id name entity { id name }
    bucket(name: $name, missingOk: true) { id name summaryMetrics displayName logLineCount historyLineCount
      eventsLineCount historyTail eventsTail config tags wandbConfig(keys: ["t"]) } } }"""
    DELETE = """mutation DeleteRun($id: ID!, $deleteArtifacts: Boolean) {
  deleteRun(input: {id: $id, deleteArtifacts: $deleteArtifacts}) { clientMutationId } }"""

    def __init__(self, entity, project):
        self.entity, self.project = entity, project
        self._connection = http.client.HTTPConnection(_base.hostname, _base.port, timeout=60)
        self._authorization = "Basic " + base64.b64encode(f"api:{_key}".encode()).decode()

    def post(self, path, body):
        self._connection.request("POST", _base.path.rstrip("/") + path, json.dumps(body), {
            "Content-Type": "application/json", "Authorization": self._authorization, "User-Agent": "bare-peer"})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]}")
        return json.loads(text)

    def ask(self, query, **variables):
        answer = self.post("/graphql", {"query": query, "variables": variables})
        if answer.get("errors"):
            raise RuntimeError(str(answer["errors"])[:300])
        return answer["data"]

    def upsert(self, name, config, display=None):
        """Makes or changes a run; `config` is as on the wire, `{"key": {"value": ..}}`."""
        text = json.dumps({**config, "_wandb": {"value": {"t": {}}}})
        return self.ask(self.UPSERT, id=None, name=name, project=self.project, entity=self.entity,
                        displayName=display, config=text)["upsertBucket"]

    def stream(self, name, **body):
        segments = [urllib.parse.quote(part, safe="") for part in (self.entity, self.project, name)]
        return self.post("/files/" + "/".join(segments) + "/file_stream", body)

    def finish(self, name, code=0):
        return self.stream(name, complete=True, exitcode=code)

    def bucket(self, name):
        """What the server would tell a process that resumes the run; None without one."""
        model = self.ask(self.RESUME, project=self.project, entity=self.entity, name=name)["model"]
        return model and model["bucket"]

    def values(self, name):
        """The config that the server has, as nodes see it."""
        wire = json.loads(self.bucket(name)["config"])
        return {key: value["value"] for key, value in wire.items() if key != "_wandb"}

    def delete(self, storage):
        return self.ask(self.DELETE, id=storage, deleteArtifacts=True)


def sign(secret, run):
    """The signature of a run as the reference program makes it: over the digest of its id."""
    from bittensor_wallet import Keypair
    return Keypair.create_from_uri(secret).sign(hashlib.sha256(run.encode()).digest()).hex()


def verifies(run, config):
    """Whether a run counts, as the reference program decides it."""
    from bittensor_wallet import Keypair
    hotkey, signature = config.get("hotkey"), config.get("signature")
    if not hotkey or not signature:
        return False
    try:
        return Keypair(ss58_address=hotkey).verify(hashlib.sha256(run.encode()).digest(), bytes.fromhex(signature))
    except Exception:
        return False
