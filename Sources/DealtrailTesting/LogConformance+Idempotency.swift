import DealtrailLog
import DealtrailModel

extension LogConformance {
    static let idempotency: [Check] = [
        Check("The same command a second time returns the first receipt and stores nothing") { log in
            let once = request("c-1", [event("a"), event("b")], [.stream("a", .noStream)])
            let first = try await log.append(once)
            _ = try await log.append(LogConformance.request("c-2", [event("a")]))
            let head = try log.head()
            let second = try await log.append(once)
            try expect(second.isReplay, "the second receipt does not say that it is a replay")
            try expect(second.positions, first.positions, "positions")
            try expect(second.eventIDs, first.eventIDs, "identifiers")
            try expect(second.recordedAt, first.recordedAt, "stamp")
            try expect(second.commandID, first.commandID, "command")
            try expect(try log.head(), head, "the head")
        },
        Check("The same command twice in one batch happens once") { log in
            let twice = request("c-1", [event("a")])
            let results = await log.append([twice, request("c-2"), twice])
            try expect(try results.map { try $0.get().positions }, [0..<1, 1..<2, 0..<1], "positions")
            try expect(try results.map { try $0.get().isReplay }, [false, false, true], "which is a replay")
            try expect(try log.head().size, 2, "the size")
        },
        Check("Concurrent copies of a command happen once") { log in
            let copy = request("c-1", [event("a"), event("b")])
            let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
                for _ in 0..<16 { group.addTask { try await log.append(copy) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try expect(receipts.count { !$0.isReplay }, 1, "how many are no replay")
            try expect(Set(receipts.map(\.eventIDs)).count, 1, "the count of different receipts")
            try expect(try log.head().size, 2, "the size")
        },
        Check("A known command id with other content is refused") { log in
            let time = OccurredAt.at(Timestamp(nanoseconds: 1))
            _ = try await log.append(request("c-1", [event("a", tags: ["t"]), event("b")]))
            let others: [(String, AppendRequest)] = [
                ("fewer events", request("c-1", [event("a", tags: ["t"])])),
                ("more events", request("c-1", [event("a", tags: ["t"]), event("b"), event("b")])),
                ("another order", request("c-1", [event("b"), event("a", tags: ["t"])])),
                ("another payload", request("c-1", [event("a", tags: ["t"], value: 1), event("b")])),
                ("another stream", request("c-1", [event("c", tags: ["t"]), event("b")])),
                ("another kind", request("c-1", [event("a", kind: "test.other", tags: ["t"]), event("b")])),
                ("another tag", request("c-1", [event("a", tags: ["u"]), event("b")])),
                ("another time", request("c-1", [event("a", tags: ["t"], occurredAt: time), event("b")])),
                ("another author", request("c-1", [event("a", tags: ["t"]), event("b")], by: Author("rep:wu"))),
            ]
            for (what, other) in others { try await expectRefusal(.commandReused, of: other, by: log, what) }
            var signed = request("c-1", [event("a", tags: ["t"]), event("b")])
            signed.command = [0xa0]
            try await expectRefusal(.commandReused, of: signed, by: log, "a command where there was none")
        },
        Check("Provenance, cause, correlation and conditions do not make another command of it") { log in
            let first = try await log.append(request("c-1", [event("a"), event("b", cause: .sibling(0))]))
            let provenance = Provenance.imported(file: "again.csv", row: 9, digest: ContentDigest(of: [9]))
            var again = request(
                "c-1", [event("a", provenance: provenance), event("b")], [.stream("a", .noStream), .unique(.all)])
            again.correlation = "other"
            again.causation = EventID(high: 1, low: 1)
            let second = try await log.append(again)
            try expect(second.isReplay, "it is not a replay")
            try expect(second.eventIDs, first.eventIDs, "identifiers")
        },
        Check("With a canonical command on both sides, that alone is compared") { log in
            var first = request("c-1", [event("a")])
            first.command = [0xa1, 0x01, 0x01]
            _ = try await log.append(first)
            var decidedLater = request("c-1", [event("a", value: 2), event("b")])
            decidedLater.command = first.command
            try expect(try await log.append(decidedLater).isReplay, "the same command is not a replay")
            decidedLater.command = [0xa1, 0x01, 0x02]
            try await expectRefusal(.commandReused, of: decidedLater, by: log, "another command")
        },
        Check("A command that was refused leaves its id free") { log in
            try await expectRefusal(
                .conflict, of: request("c-1", [event()], [.stream("a", .exists)]), by: log, "refused")
            let receipt = try await log.append(request("c-1", [event("b")]))
            try expect(!receipt.isReplay, "the id of a refused command counts as used")
        },
    ]
}
