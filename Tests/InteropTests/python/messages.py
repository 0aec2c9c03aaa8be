"""The messages of the compute protocol as classes of the 9.0.0 SDK; names and defaults are wire format."""
import bittensor as bt
import typing


class Specs(bt.Synapse):
    specs_input: str = ""
    specs_output: str = ""

    def deserialize(self) -> str:
        return self.specs_output


class Allocate(bt.Synapse):
    timeline: int = 0
    device_requirement: dict = {}
    checking: bool = True
    output: dict = {}
    public_key: str = ""
    docker_requirement: dict = {
        "base_image": "ubuntu", "ssh_key": "", "ssh_port": 4444, "volume_path": "/tmp", "dockerfile": "",
    }
    docker_change: bool = False
    docker_action: dict = {"action": "", "ssh_key": "", "key_type": ""}

    def deserialize(self) -> dict:
        return self.output


class Challenge(bt.Synapse):
    challenge_hash: str = ""
    challenge_salt: str = ""
    challenge_mode: str = ""
    challenge_chars: str = ""
    challenge_mask: str = ""
    challenge_difficulty: int = 7
    output: dict = {}

    def deserialize(self) -> dict:
        return self.output


ALL: typing.Dict[str, type] = {"Specs": Specs, "Allocate": Allocate, "Challenge": Challenge}
