#!/usr/bin/env python3
"""Reads the log of a trail as docs/format.md describes it, without any code of Dealtrail.

Usage: read_log.py TRAIL

Checks every record, the positions, the revisions of streams, the hash tree and the head. Prints one JSON object an event,
its payload under the names of docs/payloads.cddl, and at last the size and the root. Needs cbor2 and lmdb.
"""
import hashlib
import json
import re
import struct
import sys
from pathlib import Path

import lmdb

sys.dont_write_bytecode = True

from read_events import check_header, read_event


def field_names(path):
    """Kind to field number to name, of every rule of payloads.cddl."""
    names, rule = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z][a-z.-]*) = \{", line):
            rule = names.setdefault(match[1], {})
        elif match := re.match(r"[? ]+(\d+): .* ; (\w+)", line):
            rule[match[1]] = match[2]
    return names


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def read_log(trail):
    manifest = json.loads((trail / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 1, "a newer format"
    name_key = [int(half, 16) for half in manifest["nameKey"]]
    environment = lmdb.open(str(trail / "log"), readonly=True, max_dbs=4)
    tables = [environment.open_db(name, create=False) for name in (b"events", b"tree")]
    with environment.begin() as read:
        head = read.get(b"head")
        subtrees = {struct.unpack(">Q", key)[0]: root for key, root in read.cursor(db=tables[1])}
        revisions, peaks = {}, []
        size, recorded = 0, -1 << 63
        for key, record in read.cursor(db=tables[0]):
            assert struct.unpack(">Q", key)[0] == size, "positions have a gap"
            encoded = check_header(record, *name_key)
            event = read_event(encoded)
            assert event["revision"] == revisions.get(event["stream"], 0), "revisions have a gap"
            revisions[event["stream"]] = event["revision"] + 1
            stamp = struct.unpack_from("<q", record, 48)[0]
            assert stamp >= recorded, "time of recording went back"
            recorded = stamp
            level, index, root = 0, size, hashlib.sha256(b"\x00" + encoded).digest()
            while index % 2 == 1:
                level, index, root = level + 1, index // 2, node(peaks.pop()[1], root)
                if level >= 8:
                    assert subtrees.pop(level << 56 | index) == root, "a stored subtree is another"
            peaks.append((level, root))
            size += 1
            yield dict(event, position=size - 1)
        assert not subtrees, "there are subtrees beyond the events"
        assert head == struct.pack("<qQ", recorded, size) + b"".join(root for _, root in peaks), "the head is another"
        root = peaks[-1][1] if peaks else hashlib.sha256(b"").digest()
        for _, peak in reversed(peaks[:-1]):
            root = node(peak, root)
        yield {"size": size, "root": root.hex(), "origin": manifest["origin"]}


if __name__ == "__main__":
    names = field_names(Path(__file__).resolve().parents[2] / "docs" / "payloads.cddl")
    for item in read_log(Path(sys.argv[1])):
        fields = names.get(item.get("kind"), {})
        if "payload" in item:
            item["payload"] = {fields.get(key, key): value for key, value in item["payload"].items()}
        print(json.dumps(item, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
