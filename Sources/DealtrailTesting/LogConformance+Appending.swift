import DealtrailLog
import DealtrailModel
import DealtrailProof

extension LogConformance {
    static let appending: [Check] = [
        Check("An empty log has size 0, the root of the empty tree and no stamp") { log in
            let head = try log.head()
            try expect(head, LogHead(size: 0, root: TreeHasher.emptyRoot, lastRecordedAt: nil), "the head")
            try expect(try log.events().isEmpty, "an empty log has events")
            try expect(await log.append([]).isEmpty, "no request, and yet an answer")
        },
        Check("Positions are dense, start at 0 and follow the order of requests") { log in
            let results = await log.append(
                (0..<5).map { request(CommandID("c-\($0)"), [event(value: UInt64($0)), event()]) })
            for (index, result) in results.enumerated() {
                let receipt = try result.get()
                try expect(
                    receipt.positions, UInt64(2 * index)..<UInt64(2 * index + 2), "positions of request \(index)")
                try expect(receipt.commandID, CommandID("c-\(index)"), "the command of receipt \(index)")
                try expect(!receipt.isReplay, "receipt \(index) says that it is a replay")
            }
            try expect(try await log.append(request("c-9")).positions, 10..<11, "positions of a later append")
            try expectSound(log)
        },
        Check("What is appended is read back, every field of it") { log in
            let first = try await log.append(request("c-0"))
            let digest = ContentDigest(of: [1])
            let time = ZonedTime(Timestamp(nanoseconds: -1), offsetMinutes: -90)
            let author = Author("svc:erp", kind: .service, onBehalfOf: "rep:wu", channel: .import, device: "d")
            let sent = event(
                "quote:\u{6c34}", kind: "quote.made", tags: ["b", "a", "b"], value: 7, occurredAt: .at(time),
                cause: .event(first.eventIDs[0]), provenance: .imported(file: "f.csv", row: 2, digest: digest))
            let receipt = try await log.append(
                AppendRequest(
                    [sent], by: author, id: "c-1", correlation: "deal-4", rules: digest, command: [0xa0],
                    portAnswers: [0xa1, 0x01, 0xf5]))
            guard let event = try log.event(at: 1) else { throw ConformanceFailure("no event at position 1") }
            try expect(event.id, receipt.eventIDs[0], "id")
            try expect(event.kind, "quote.made", "kind")
            try expect(event.stream, "quote:\u{6c34}", "stream")
            try expect(event.revision, 0, "revision")
            try expect(event.tags, ["a", "b"], "tags")
            try expect(event.payload, sent.payload, "payload")
            try expect(event.author, author, "author")
            try expect(event.occurredAt, .at(time), "time of occurrence")
            try expect(event.recordedAt, receipt.recordedAt, "stamp")
            try expect(event.correlation, "deal-4", "correlation")
            try expect(event.causation, first.eventIDs[0], "cause")
            try expect(event.rules, digest, "rules")
            try expect(event.provenance, sent.provenance, "provenance")
            try expect(event.commandID, "c-1", "command id")
            try expect(event.index, 0, "index")
            try expect(event.count, 1, "count")
            try expect(event.command, [0xa0], "command")
            try expect(event.portAnswers, [0xa1, 0x01, 0xf5], "answers of ports")
        },
        Check("Revisions are dense in each stream, across streams of one append and across appends") { log in
            let streams: [StreamName] = ["a", "b", "a", "a", "c", "b"]
            _ = try await log.append(request("c-1", streams.map { event($0) }))
            _ = try await log.append(request("c-2", [event("b"), event("d"), event("a")]))
            try expect(try log.events().map(\.revision), [0, 0, 1, 2, 0, 1, 2, 0, 3], "revisions")
            try expectSound(log)
        },
        Check("A request that fails leaves nothing, and its neighbours are stored") { log in
            let results = await log.append([
                request("c-1", [event("a"), event("b")]),
                request("c-2", [event("a"), event("")]),
                request("c-3", [event("a"), event("c")], [.stream("a", .noStream)]),
                request("c-4", [event("a")], [.stream("a", .exactly(0))]),
            ])
            try expect(results.count, 4, "the count of answers")
            try expect(
                try results.map { try code($0) }, [nil, .invalidName, .conflict, nil], "answers to the four requests")
            try expect(try results[3].get().positions, 2..<3, "positions of the last request")
            try expect(try log.events().map(\.stream), ["a", "b", "a"], "streams of what was stored")
            try expectSound(log)
        },
        Check("A time of an event goes before that of its append; without either it is unknown") { log in
            let time = OccurredAt.at(Timestamp(nanoseconds: 5))
            var mixed = request("c-1", [event(), event(occurredAt: .unknown), event(occurredAt: time)])
            mixed.occurredAt = .at(Timestamp(nanoseconds: 9))
            _ = try await log.append(mixed)
            _ = try await log.append(request("c-2"))
            try expect(
                try log.events().map(\.occurredAt), [.at(Timestamp(nanoseconds: 9)), .unknown, time, .unknown],
                "times of occurrence")
        },
        Check("Causes: that of the event, else that of its append; a sibling becomes its identifier") { log in
            let first = try await log.append(request("c-1"))
            let outer = EventID(high: 1, low: 2)
            var chained = request(
                "c-2", [event(), event(cause: .sibling(0)), event(cause: .sibling(1)), event(cause: .event(outer))])
            chained.causation = first.eventIDs[0]
            let receipt = try await log.append(chained)
            try expect(
                try log.events(in: 1..<5).map(\.causation),
                [first.eventIDs[0], receipt.eventIDs[0], receipt.eventIDs[1], outer], "causes")
        },
        Check("Events of one append bear one stamp, and stamps never go back") { log in
            for round in 0..<20 {
                let results = await log.append(
                    (0..<3).map { request(CommandID("c-\(round)-\($0)"), [event(), event()]) })
                for result in results {
                    let receipt = try result.get()
                    let stamps = try log.events(in: receipt.positions).map(\.recordedAt)
                    try expect(stamps, [receipt.recordedAt, receipt.recordedAt], "stamps of an append")
                }
            }
            try expectSound(log)
        },
        Check("The command and the answers of ports stand in the first event of an append alone") { log in
            var request = request("c-1", [event(), event()])
            request.command = [0xa1, 0x01, 0x02]
            request.portAnswers = [0xa0]
            _ = try await log.append(request)
            let events = try log.events()
            try expect(events.map { $0.command != nil }, [true, false], "where the command stands")
            try expect(events.map { $0.portAnswers != nil }, [true, false], "where the answers stand")
            try expect(events.map(\.index), [0, 1], "indices")
            try expect(events.map(\.count), [2, 2], "counts")
        },
        Check("Kinds that nobody knows are stored and read like any other") { log in
            let odd = NewEvent(
                kind: "future.thing", version: 65_535, stream: "x", tags: [],
                payload: CBORValue.map([.text("name"): .array([.null]), .number(9): .bytes([1])]).canonical)
            _ = try await log.append(request("c-1", [odd]))
            guard let event = try log.event(at: 0) else { throw ConformanceFailure("no event at position 0") }
            try expect(event.payload, odd.payload, "payload")
            try expect(event.version, 65_535, "version")
            try expect(try log.events(EventFilter(query: .kinds("future.thing"))).count, 1, "found by its kind")
        },
        Check("Many appenders at once: every event is stored once, in an order that all see") { log in
            let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await log.append(
                            request(CommandID("c-\(number)"), [event(StreamName("s:\(number % 3)")), event("t")]))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try expect(Set(receipts.map(\.positions.lowerBound)).count, 64, "the count of different positions")
            for receipt in receipts {
                let events = try log.events(in: receipt.positions)
                try expect(events.map(\.commandID), [receipt.commandID, receipt.commandID], "the events of a receipt")
                try expect(events.map(\.id), receipt.eventIDs, "the identifiers of a receipt")
            }
            try expect(try log.head().size, 128, "the size")
            try expectSound(log)
        },
    ]
}
