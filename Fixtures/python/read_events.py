#!/usr/bin/env python3
"""Reads records as docs/format.md describes them, without any code of Dealtrail.

Usage: read_events.py FILE LOW HIGH

FILE holds one record a line, in hexadecimal digits; LOW and HIGH are the halves of the trail's name key, in hexadecimal.
Prints one JSON object a record. Needs cbor2.
"""
import hashlib
import json
import struct
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import cbor2

FIELDS = {
    1: "id", 2: "kind", 3: "version", 4: "stream", 5: "revision", 6: "tags", 7: "payload", 8: "author",
    9: "occurredAt", 10: "recordedAt", 11: "correlation", 12: "causation", 13: "rules", 14: "provenance",
    15: "commandID", 16: "index", 17: "count", 18: "command", 19: "portAnswers",
    20: "signature",
}
MANDATORY = {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 15, 16, 17}
AUTHOR = {1: "id", 2: "kind", 3: "onBehalfOf", 4: "channel", 5: "device"}
KINDS = ["person", "service", "automation", "claimed"]
PROVENANCE = {1: "file", 2: "row", 3: "digest"}
COMMAND = {1: "origin", 2: "id", 3: "author", 4: "occurredAt", 5: "kind", 6: "version", 7: "arguments"}
STREAM, AUTHOR_ID, TAG, EVENT_ID, COMMAND_ID, CORRELATION, KIND = range(1, 8)
MASK = (1 << 64) - 1


def siphash13(data, low, high):
    """SipHash with one round a word and three at the end ("Checksums and hashes")."""
    v0, v1 = low ^ 0x736F6D6570736575, high ^ 0x646F72616E646F6D
    v2, v3 = low ^ 0x6C7967656E657261, high ^ 0x7465646279746573

    def rotate(word, bits):
        return (word << bits | word >> (64 - bits)) & MASK

    def mix(a, b, c, d):
        a = (a + b) & MASK; b = rotate(b, 13) ^ a; a = rotate(a, 32)
        c = (c + d) & MASK; d = rotate(d, 16) ^ c
        a = (a + d) & MASK; d = rotate(d, 21) ^ a
        c = (c + b) & MASK; b = rotate(b, 17) ^ c; c = rotate(c, 32)
        return a, b, c, d

    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) & 0xFF])
    for (word,) in struct.iter_unpack("<Q", padded):
        v3 ^= word
        v0, v1, v2, v3 = mix(v0, v1, v2, v3)
        v0 ^= word
    v2 ^= 0xFF
    for _ in range(3):
        v0, v1, v2, v3 = mix(v0, v1, v2, v3)
    return v0 ^ v1 ^ v2 ^ v3


def time_text(nanoseconds, offset=0):
    """RFC 3339 at the stated offset, with as many decimals of a second as are not zero."""
    seconds, fraction = divmod(nanoseconds, 1_000_000_000)
    local = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds, minutes=offset)
    text = local.strftime("%Y-%m-%dT%H:%M:%S")
    if fraction:
        text += "." + f"{fraction:09}".rstrip("0")
    if offset == 0:
        return text + "Z"
    return text + f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"


def plain(value):
    """A payload as JSON has it: number keys and decimals as text, bytes in hexadecimal digits."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.hex() if isinstance(value, bytes) else value


def author_of(fields):
    author = {AUTHOR[key]: value for key, value in fields.items()}
    author["kind"] = KINDS[author["kind"]]
    return author


def command_of(encoded):
    command = {COMMAND[key]: value for key, value in canonical(encoded).items()}
    command["author"] = author_of(command["author"])
    if command.get("occurredAt"):
        command["occurredAt"] = time_text(*command["occurredAt"])
    command["arguments"] = plain(command["arguments"])
    return command


def canonical(encoded):
    """Decodes bytes that must be the one deterministic encoding of their value."""
    value = cbor2.loads(encoded)
    assert cbor2.dumps(value, canonical=True) == encoded, "not deterministic"
    return value


def read_event(encoded):
    fields = canonical(encoded)
    assert MANDATORY <= fields.keys(), "a mandatory field is missing"
    event = {FIELDS[key]: value for key, value in fields.items() if key in FIELDS}
    assert event["tags"] == sorted(set(event["tags"]), key=str.encode), "tags are not sorted"
    for name in ("id", "causation", "rules"):
        if name in event:
            event[name] = event[name].hex()
    event["author"] = author_of(event["author"])
    event["payload"] = plain(event["payload"])
    event["recordedAt"] = time_text(event["recordedAt"])
    event["occurredAt"] = time_text(*event["occurredAt"]) if "occurredAt" in event else "unknown"
    if "provenance" in event:
        event["provenance"] = plain({PROVENANCE[key]: value for key, value in event["provenance"].items()})
    if "command" in event:
        event["command"] = command_of(event["command"])
    if "portAnswers" in event:
        event["portAnswers"] = plain(canonical(event["portAnswers"]))
    if "signature" in event:
        event["signature"] = {"key": event["signature"][1].hex(), "signature": event["signature"][2].hex()}
    event["leaf"] = hashlib.sha256(b"\x00" + encoded).hexdigest()
    return event


def check_header(record, low, high):
    """Checks the scan header against the event behind it, and returns the event's bytes."""
    checksum, length, layout, tag_count, body_checksum = struct.unpack_from("<IHBBQ", record, 0)
    hashes = dict(zip(("kind", "stream", "author"), struct.unpack_from("<QQQ", record, 16)))
    revision, recorded_at, occurred_at = struct.unpack_from("<Qqq", record, 40)
    size, payload_at, payload_size, version = struct.unpack_from("<HHHH", record, 64)
    id_hash, command_hash, correlation_hash = struct.unpack_from("<QQQ", record, 72)
    tag_hashes = list(struct.unpack_from(f"<{tag_count}Q", record, 96))
    encoded = record[length:]
    assert layout == 1 and length == 96 + 8 * tag_count and len(encoded) == size, "lengths"
    assert siphash13(record[4:length], 0, 0) & 0xFFFFFFFF == checksum, "checksum of the header"
    assert siphash13(encoded, 0, 0) == body_checksum, "checksum of the event"

    def name_hash(name, number):
        key = (0, 0) if number == KIND else (low, high)
        data = name if isinstance(name, bytes) else name.encode()
        return siphash13(data, key[0], key[1] ^ number << 56)

    fields = cbor2.loads(encoded)
    assert hashes["kind"] == name_hash(fields[2], KIND)
    assert hashes["stream"] == name_hash(fields[4], STREAM)
    assert hashes["author"] == name_hash(fields[8][1], AUTHOR_ID)
    assert (revision, recorded_at, version) == (fields[5], fields[10], fields[3])
    assert occurred_at == (max(fields[9][0], 1 - (1 << 63)) if 9 in fields else -(1 << 63))
    assert id_hash == name_hash(fields[1], EVENT_ID)
    assert command_hash == name_hash(fields[15], COMMAND_ID)
    same = fields[11] == fields[15]
    assert correlation_hash == (0 if same else name_hash(fields[11], CORRELATION))
    assert tag_hashes == [name_hash(tag, TAG) for tag in fields[6]]
    assert cbor2.loads(encoded[payload_at:payload_at + payload_size]) == fields[7]
    return encoded


if __name__ == "__main__":
    name_key = (int(sys.argv[2], 16), int(sys.argv[3], 16))
    with open(sys.argv[1], encoding="ascii") as lines:
        for line in lines:
            event = read_event(check_header(bytes.fromhex(line), *name_key))
            print(json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
