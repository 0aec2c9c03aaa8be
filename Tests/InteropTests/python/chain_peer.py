#!/usr/bin/env python3
"""A client of a Bittensor chain: bittensor 9.0.0, 10.5.0 or 11.3.0, whichever the environment has.

  chain_peer.py URL --netuid N STEP [STEP ...]
Steps are done in their order; each prints one line {"step": name, "value": ...} or {"step": name, "error": text}.
Keys are those of the development phrase (//Alice ...). --hotkey and --coldkey name the pair that registers and serves,
--validator the hotkey that sets weights.
"""
import argparse
import sys
import traceback

import peer

parser = argparse.ArgumentParser()
parser.add_argument("url")
parser.add_argument("--netuid", type=int, default=27)
parser.add_argument("--hotkey", default="//Charlie")
parser.add_argument("--coldkey", default="//Dave")
parser.add_argument("--validator", default="//Alice")
parser.add_argument("--known", default="//Bob", help="a hotkey that is registered")
parser.add_argument("--ip", default="127.0.0.2")
parser.add_argument("--port", type=int, default=8091)
parser.add_argument("--weights", default="0,0.25,0.75", help="for the uids from 0")
parser.add_argument("steps", nargs="+")
options = peer.arguments(parser)

import bittensor as bt

version = int(bt.__version__.split(".")[0])
if version >= 11:
    from bittensor import calls
    from bittensor.wallets import Keypair
else:
    from bittensor_wallet import Keypair

netuid = options.netuid
weights = [float(weight) for weight in options.weights.split(",")]


class Wallet:
    """What the SDK wants of a wallet, without files."""

    def __init__(self, hotkey, coldkey):
        self.hotkey = Keypair.create_from_uri(hotkey)
        self.coldkey = Keypair.create_from_uri(coldkey)
        self.coldkeypub = self.coldkey
        self.name = "development"
        self.hotkey_str = "development"

    def unlock_hotkey(self):
        return self.hotkey

    def unlock_coldkey(self):
        return self.coldkey

    def unlock_coldkeypub(self):
        return self.coldkey


newcomer = Wallet(options.hotkey, options.coldkey)
validator = Wallet(options.validator, options.validator)
address = newcomer.hotkey.ss58_address
known = Keypair.create_from_uri(options.known).ss58_address


def outcome(answer):
    """Whatever an SDK answers to a submission, as {"ok", "message"}."""
    if isinstance(answer, bool):
        return {"ok": answer, "message": ""}
    if isinstance(answer, tuple):
        return {"ok": bool(answer[0]), "message": str(answer[1])}
    return {"ok": bool(answer.success), "message": str(getattr(answer, "message", None) or getattr(answer, "error", ""))}


class Old:
    """The steps of 9.0.0 and 10.5.0, which share most names."""

    def __init__(self):
        self.chain = bt.Subtensor(network=options.url)

    def block(self):
        return self.chain.block

    def metagraph(self):
        graph = self.chain.metagraph(netuid)
        graph.sync(subtensor=self.chain, lite=True)
        return {
            "n": int(graph.n), "hotkeys": list(graph.hotkeys), "stakes": [float(stake) for stake in graph.S],
            "axons": {axon.hotkey: f"{axon.ip}:{axon.port}" for axon in graph.axons},
            "permits": [bool(permit) for permit in graph.validator_permit],
        }

    def full_metagraph(self):
        graph = self.chain.metagraph(netuid, lite=False)
        return {"n": int(graph.n), "weights": [[float(weight) for weight in row] for row in graph.W]}

    def neuron(self):
        neuron = self.chain.neuron_for_uid(1, netuid)
        return {"uid": neuron.uid, "hotkey": neuron.hotkey}

    def neuron_of_hotkey(self):
        neuron = self.chain.get_neuron_for_pubkey_and_subnet(known, netuid)
        stranger = self.chain.get_neuron_for_pubkey_and_subnet(Keypair.create_from_uri("//Zed").ss58_address, netuid)
        return {"uid": neuron.uid, "hotkey": neuron.hotkey, "stranger_is_null": stranger.is_null}

    def prometheus(self):
        info = self.chain.get_neuron_for_pubkey_and_subnet(address, netuid).prometheus_info
        return f"{info.ip}:{info.port}"

    def owner(self):
        answer = self.chain.query_subtensor("SubnetOwnerHotkey", params=[netuid])
        return str(getattr(answer, "value", answer))

    def uid(self):
        return self.chain.get_uid_for_hotkey_on_subnet(hotkey_ss58=known, netuid=netuid)

    def new_uid(self):
        return self.chain.get_uid_for_hotkey_on_subnet(hotkey_ss58=address, netuid=netuid)

    def balance(self):
        return self.chain.get_balance(validator.hotkey.ss58_address).rao

    def hyperparameters(self):
        answer = self.chain.get_subnet_hyperparameters(netuid)
        return {"tempo": answer.tempo, "min_allowed_weights": answer.min_allowed_weights}

    def weights(self):
        return [[uid, [list(pair) for pair in row]] for uid, row in self.chain.weights(netuid)]

    def next_block(self):
        return self.chain.wait_for_block()

    def await_weights(self):
        """The SDK makes no attempt in the block that has the last weights, and those were not waited for."""
        self.chain.wait_for_block(self.chain.get_current_block() + 3)


class Nine(Old):
    def register(self):
        return outcome(self.chain.burned_register(newcomer, netuid))

    def serve_axon(self):
        from bittensor.core.extrinsics.serving import serve_extrinsic
        return outcome(serve_extrinsic(self.chain, newcomer, options.ip, options.port, 4, netuid))

    def serve_prometheus(self):
        substrate = self.chain.substrate
        call = substrate.compose_call(
            call_module="SubtensorModule", call_function="serve_prometheus",
            call_params={"version": 190, "ip": 16909060, "port": options.port, "ip_type": 4, "netuid": netuid})
        extrinsic = substrate.create_signed_extrinsic(call=call, keypair=newcomer.hotkey)
        answer = substrate.submit_extrinsic(extrinsic, wait_for_inclusion=False, wait_for_finalization=True)
        answer.process_events()
        return {"ok": bool(answer.is_success), "message": str(answer.error_message or "")}

    def set_weights(self):
        return outcome(self.chain.set_weights(
            wallet=validator, netuid=netuid, uids=list(range(len(weights))), weights=weights, version_key=190,
            wait_for_inclusion=False, max_retries=1))

    def set_weights_and_watch(self):
        self.await_weights()
        return outcome(self.chain.set_weights(
            wallet=validator, netuid=netuid, uids=list(range(len(weights))), weights=weights, version_key=190,
            wait_for_inclusion=True, max_retries=1))


class Ten(Old):
    def register(self):
        return outcome(self.chain.burned_register(newcomer, netuid, mev_protection=False))

    def serve_axon(self):
        from bittensor.core.extrinsics.serving import serve_extrinsic
        return outcome(serve_extrinsic(
            subtensor=self.chain, wallet=newcomer, ip=options.ip, port=options.port, protocol=4, netuid=netuid))

    def set_weights(self):
        return outcome(self.chain.set_weights(
            wallet=validator, netuid=netuid, uids=list(range(len(weights))), weights=weights, version_key=190,
            max_attempts=1, wait_for_inclusion=False, wait_for_finalization=False))

    def set_weights_and_watch(self):
        self.await_weights()
        return outcome(self.chain.set_weights(
            wallet=validator, netuid=netuid, uids=list(range(len(weights))), weights=weights, version_key=190,
            max_attempts=1))


class Eleven:
    """The steps of 11.3.0, which was written anew."""

    def __init__(self):
        self.chain = bt.Subtensor(options.url)

    def block(self):
        return self.chain.block

    def metagraph(self):
        neurons = self.chain.subnets.metagraph(netuid).neurons
        return {
            "n": len(neurons), "hotkeys": [neuron.hotkey for neuron in neurons],
            "stakes": [float(neuron.total_stake.alpha) for neuron in neurons],
            "axons": {neuron.hotkey: neuron.axon or "0.0.0.0:0" for neuron in neurons},
            "permits": [neuron.validator_permit for neuron in neurons],
        }

    def neuron(self):
        neurons = self.chain.neurons.all(netuid)
        return {"uid": neurons[1].uid, "hotkey": neurons[1].hotkey}

    def owner(self):
        return self.chain.query(bt.storage.SubtensorModule.SubnetOwnerHotkey, [netuid])

    def uid(self):
        return self.chain.neurons.uid(hotkey_ss58=known, netuid=netuid)

    def new_uid(self):
        return self.chain.neurons.uid(hotkey_ss58=address, netuid=netuid)

    def balance(self):
        return self.chain.balances.get(validator.hotkey.ss58_address).rao

    def register(self):
        return outcome(self.chain.submit_call(
            calls.SubtensorModule.burned_register(netuid=netuid, hotkey=address), newcomer))

    def serve_axon(self):
        return outcome(self.chain.execute(
            bt.ServeAxon(netuid=netuid, ip=options.ip, port=options.port), newcomer))

    def serve_prometheus(self):
        return outcome(self.chain.execute(
            bt.ServePrometheus(netuid=netuid, ip="1.2.3.4", port=options.port), newcomer))

    def set_weights(self):
        chosen = {uid: weight for uid, weight in enumerate(weights) if weight > 0}
        return outcome(self.chain.execute(
            bt.SetWeights(netuid=netuid, weights=chosen, version_key=190), validator))

    def weights(self):
        uid = self.chain.neurons.uid(hotkey_ss58=validator.hotkey.ss58_address, netuid=netuid)
        row = self.chain.query(bt.storage.SubtensorModule.Weights, [netuid, uid])
        return [[uid, [list(pair) for pair in row]]]


try:
    client = {9: Nine, 10: Ten, 11: Eleven}[version]()
except Exception as error:
    traceback.print_exc()
    peer.say({"step": "connect", "error": f"{type(error).__name__}: {error}"})
    sys.exit(1)
peer.say({"step": "connect", "value": bt.__version__})
for step in options.steps:
    try:
        peer.say({"step": step, "value": getattr(client, step)()})
    except Exception as error:
        traceback.print_exc()
        peer.say({"step": step, "error": f"{type(error).__name__}: {error}"[:2000]})
close = getattr(client.chain, "close", None)
if close:
    close()
