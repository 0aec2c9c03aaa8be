#!/usr/bin/env python3
"""Writes and reads wallet files with the SDK of the environment that runs it (9.0.0's bittensor_wallet, or 11.3.0).

  wallet_peer.py write --root DIR --name W --hotkey H --uri-or-mnemonic //Alice [--password P] [--message TEXT]
  wallet_peer.py read  --root DIR --name W --hotkey H [--password P] [--message TEXT] [--signature HEX]
  wallet_peer.py check --address SS58 --signature HEX --message TEXT      -> {"valid":true|false}
`write` makes coldkey, coldkeypub.txt and the hotkey (of --hotkey-secret, else the same secret); with a password the
coldkey is encrypted, with --encrypt-hotkey the hotkey, too. These two print the addresses, what is encrypted, and signatures
over the message by both keys, and with --signature for which of the two it is valid. A secret begins with / (development
phrase), or is a mnemonic, with or without a path.
"""
import argparse
import sys

import peer

parser = argparse.ArgumentParser()
parser.add_argument("verb", choices=["write", "read", "check"])
parser.add_argument("--root")
parser.add_argument("--name")
parser.add_argument("--hotkey")
parser.add_argument("--uri-or-mnemonic")
parser.add_argument("--hotkey-secret")
parser.add_argument("--password")
parser.add_argument("--encrypt-hotkey", action="store_true")
parser.add_argument("--message", default="a message")
parser.add_argument("--address")
parser.add_argument("--signature")
options = peer.arguments(parser)

try:
    from bittensor_wallet import Keypair, Wallet
    sdk = "bittensor_wallet"
except ImportError:
    from bittensor.wallet import Wallet
    from bittensor.wallets import Keypair
    sdk = "bittensor"


def keypair(secret):
    # Only a mnemonic by itself is kept as a phrase in the file.
    if "/" in secret:
        return Keypair.create_from_uri(secret)
    return Keypair.create_from_mnemonic(secret)


def write(wallet):
    if not options.uri_or_mnemonic:
        parser.error("write needs --uri-or-mnemonic")
    cold = keypair(options.uri_or_mnemonic)
    hot = keypair(options.hotkey_secret or options.uri_or_mnemonic)
    wallet.coldkey_file.set_keypair(
        cold, encrypt=options.password is not None, overwrite=True, password=options.password)
    wallet.hotkey_file.set_keypair(
        hot, encrypt=options.encrypt_hotkey, overwrite=True, password=options.password if options.encrypt_hotkey else None)
    # 11.3.0 has no public way to write the public half alone.
    if sdk == "bittensor_wallet":
        wallet.set_coldkeypub(cold, encrypt=False, overwrite=True)
    else:
        wallet._set_coldkeypub(cold, overwrite=True)
        wallet._set_hotkeypub(hot, overwrite=True)


def facts(wallet):
    cold = wallet.coldkey_file.get_keypair(options.password if wallet.coldkey_file.is_encrypted() else None)
    hot = wallet.hotkey_file.get_keypair(options.password if wallet.hotkey_file.is_encrypted() else None)
    message = options.message.encode()
    judged = {}
    if options.signature:
        judged = {"valid_for_coldkey": is_valid(cold.ss58_address), "valid_for_hotkey": is_valid(hot.ss58_address)}
    return judged | {
        "sdk": sdk, "coldkey": cold.ss58_address, "coldkeypub": wallet.coldkeypub.ss58_address,
        "hotkey": hot.ss58_address, "coldkey_encrypted": wallet.coldkey_file.is_encrypted(),
        "hotkey_encrypted": wallet.hotkey_file.is_encrypted(), "coldkey_signature": bytes(cold.sign(message)).hex(),
        "hotkey_signature": bytes(hot.sign(message)).hex(),
    }


def is_valid(address):
    signature = bytes.fromhex(options.signature.removeprefix("0x"))
    return Keypair(ss58_address=address).verify(options.message.encode(), signature)


if options.verb == "check":
    peer.say({"valid": is_valid(options.address)})
    sys.exit()
if not (options.root and options.name and options.hotkey):
    parser.error(f"{options.verb} needs --root, --name and --hotkey")
try:
    opened = Wallet(name=options.name, hotkey=options.hotkey, path=options.root)
    if options.verb == "write":
        write(opened)
        # Read again from the files.
        opened = Wallet(name=options.name, hotkey=options.hotkey, path=options.root)
    peer.say(facts(opened))
except Exception as error:
    peer.say({"error": f"{type(error).__name__}: {error}"})
    sys.exit(1)
