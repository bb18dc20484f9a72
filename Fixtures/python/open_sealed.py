#!/usr/bin/env python3
"""Opens a sealed value of a Dealtrail log (docs/erasure.md), with nothing but `cryptography` and `cbor2`.

Takes one JSON object on standard input: "key" (64 hexadecimal digits), "origin", "purpose" and "sealed" as `dealtrail show
--json` prints it. Prints the value, or ends with an error when it does not open.
"""
import json
import sys

import cbor2
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

DOMAIN = "dealtrail/sealed@v1"


def derive(key, use, subject):
    return HKDFExpand(algorithm=SHA256(), length=32, info=f"{DOMAIN}\n{use}\n{subject}".encode()).derive(key)


given = json.load(sys.stdin)
key, sealed = bytes.fromhex(given["key"]), given["sealed"]
commitment = bytes.fromhex(sealed["commitment"])
if derive(key, "commitment", sealed["subject"]) != commitment:
    sys.exit("this is not the key that sealed it")
context = cbor2.dumps([DOMAIN, given["origin"], sealed["subject"], given["purpose"], commitment])
plaintext = AESGCM(derive(key, "encryption", sealed["subject"])).decrypt(
    bytes.fromhex(sealed["nonce"]), bytes.fromhex(sealed["ciphertext"]), context)
print(json.dumps(cbor2.loads(plaintext), ensure_ascii=False))
