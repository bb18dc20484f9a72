import DealtrailLog
import DealtrailModel

extension LogConformance {
    private struct Stopped: Error {}

    static let reading: [Check] = [
        Check("Ranges are half open and held at the head, forward and backward") { log in
            _ = try await log.append(request("c-1", (0..<10).map { event(value: $0) }))
            let ranges: [(Range<UInt64>, Range<UInt64>)] = [
                (0..<10, 0..<10), (0..<1, 0..<1), (3..<7, 3..<7), (9..<10, 9..<10), (5..<5, 5..<5), (0..<0, 0..<0),
                (8..<20, 8..<10), (10..<20, 10..<10), (0..<UInt64.max, 0..<10), (UInt64.max - 1..<UInt64.max, 0..<0),
            ]
            for (range, expected) in ranges {
                let forward = try log.events(in: range).map(\.position)
                try expect(forward, Array(expected), "\(range) forward")
                let backward = try log.events(in: range, direction: .backward).map(\.position)
                try expect(backward, expected.reversed(), "\(range) backward")
                let tagged = try log.events(EventFilter(stream: "thing:1"), in: range).map(\.position)
                try expect(tagged, Array(expected), "\(range) of a stream")
            }
        },
        Check("A scan stops when it is told to, and an error comes out as it was thrown") { log in
            _ = try await log.append(request("c-1", (0..<10).map { event(tags: ["t"], value: $0) }))
            for filter in [EventFilter.all, .tag("t"), .stream("thing:1")] {
                for direction in [ReadDirection.forward, .backward] {
                    for limit in 1...10 {
                        var seen: [UInt64] = []
                        try log.scan(filter, in: 0..<UInt64.max, direction: direction) { event in
                            seen.append(event.position)
                            return seen.count < limit
                        }
                        let whole = direction == .forward ? Array(0..<10) : (0..<10).reversed() as [UInt64]
                        try expect(seen, Array(whole.prefix(limit)), "a scan that stops after \(limit)")
                    }
                    do {
                        try log.scan(filter, in: 0..<UInt64.max, direction: direction) { _ in throw Stopped() }
                        throw ConformanceFailure("an error of the body was swallowed")
                    } catch is Stopped {}
                }
            }
            try expect(try log.events(limit: 0).isEmpty, "a limit of 0")
            try expect(try log.events(limit: 3).count, 3, "a limit of 3")
        },
        Check("An event is read by its position; beyond the head there is none") { log in
            try expect(try log.event(at: 0) == nil, "an empty log has an event at 0")
            _ = try await log.append(request("c-1", [event(value: 1), event(value: 2)]))
            try expect(try log.event(at: 1)?.payload, event(value: 2).payload, "the payload at 1")
            for position in [2, 1_000, .max - 1, .max] as [UInt64] {
                try expect(try log.event(at: position) == nil, "there is an event at \(position)")
            }
        },
        Check("What a scan hands out is whole: checksums, header and names") { log in
            var author = Author("rep:lin")
            for number in 0..<20 as Range<UInt64> {
                author = Author(ActorID("rep:\(number % 3)"))
                var request = request(
                    CommandID("c-\(number)"),
                    [event(StreamName("s:\(number % 4)"), tags: [Tag("t:\(number % 5)"), "all"], value: number)],
                    by: author)
                if number % 2 == 0 { request.correlation = "deal" }
                _ = try await log.append(request)
            }
            let hasher = log.hasher
            try log.scan(.all, in: 0..<UInt64.max, direction: .forward) { event in
                try event.checkBody()
                try event.checkHeader(against: try event.recorded(), hasher: hasher)
                return true
            }
        },
        Check("A log that is read goes on: a scan may look at the head and read again") { log in
            _ = try await log.append(request("c-1", [event(), event(tags: ["t"])]))
            var inner = 0
            try log.scan(.all, in: 0..<UInt64.max, direction: .forward) { event in
                inner += try log.events(.tag("t")).count
                try expect(try log.head().size, 2, "the size inside a scan")
                return true
            }
            try expect(inner, 2, "what the scans inside the scan saw")
        },
        Check("Thousands of events are read whole, in short snapshots or long") { log in
            for round in 0..<5 {
                let events = (0..<1_000).map {
                    event(StreamName("s:\($0 % 7)"), tags: $0 % 100 == 0 ? ["rare"] : [], value: UInt64($0))
                }
                _ = try await log.append(request(CommandID("c-\(round)"), events))
            }
            try expect(try log.events().count, 5_000, "the count of events")
            try expect(try log.events(direction: .backward).map(\.position), (0..<5_000).reversed(), "backward")
            try expect(try log.events(.tag("rare")).map(\.position), (0..<50).map { $0 * 100 }, "the rare ones")
            try expectSound(log)
        },
    ]

    /// Every kind of filter against the plain rule over all events.
    static let filters: [Check] = [
        Check("Every kind of filter lets through what the plain rule lets through, forward and backward") { log in
            try await fillForFilters(log)
            let all = try log.events()
            let middle = all[all.count / 2].recordedAt
            let ticks = [-1, 0, 1].map { Timestamp(nanoseconds: middle.nanoseconds + $0) }
            var filters: [EventFilter] = [
                .all, EventFilter(query: .none), .tag("t:1"), .tag("t:none"), EventFilter(query: .kinds("k:1")),
                EventFilter(query: .kinds("k:1", "k:2")), EventFilter(query: .kinds("none")),
                EventFilter(query: .tags("t:1", "u:0")), EventFilter(query: .tag("t:1").or(.kinds("k:2"))),
                EventFilter(query: Query(items: [.init(kinds: ["k:0"], tags: ["t:2"]), .init(tags: ["u:1"])])),
                EventFilter(query: .all.or(.tag("t:1"))), .stream("s:1"), .stream("none"), .stream("t:1"),
                EventFilter(author: "rep:1"), EventFilter(author: "none"), EventFilter(correlation: "deal:1"),
                EventFilter(correlation: "c-3"), EventFilter(correlation: "none"), EventFilter(command: "c-3"),
                EventFilter(command: "deal:1"), EventFilter(query: .tag("t:1"), stream: "s:1", author: "rep:1"),
                EventFilter(query: .kinds("k:1"), correlation: "deal:0", recordedFrom: middle),
                EventFilter(query: .tag("caf\u{e9}")), EventFilter(query: .tag("cafe\u{301}")),
                EventFilter(recordedFrom: Timestamp(nanoseconds: .max)),
                EventFilter(recordedTo: Timestamp(nanoseconds: 0)),
            ]
            for tick in ticks {
                filters.append(EventFilter(recordedFrom: tick))
                filters.append(EventFilter(recordedTo: tick))
                filters.append(EventFilter(query: .tag("t:0"), recordedFrom: tick, recordedTo: middle))
            }
            for filter in filters {
                for range in [0..<UInt64.max, 10..<UInt64(all.count - 10), 3..<4] {
                    let expected = all.filter { range.contains($0.position) && filter.matches($0) }.map(\.position)
                    let forward = try log.events(filter, in: range).map(\.position)
                    try expect(forward, expected, "\(filter) in \(range)")
                    let backward = try log.events(filter, in: range, direction: .backward).map(\.position)
                    try expect(backward, expected.reversed(), "\(filter) in \(range), backward")
                }
            }
        }
    ]

    private static func fillForFilters(_ log: any EventLog) async throws {
        for number in 0..<40 {
            var tags: [Tag] = [Tag("t:\(number % 3)"), Tag("u:\(number % 2)")]
            if number == 7 { tags.append("caf\u{e9}") }
            if number == 8 { tags.append("cafe\u{301}") }
            var request = request(
                CommandID("c-\(number)"),
                [
                    event(StreamName("s:\(number % 5)"), kind: EventKind("k:\(number % 4)"), tags: tags),
                    event(StreamName("s:\(number % 2)"), kind: EventKind("k:\(number % 3)")),
                ], by: Author(ActorID("rep:\(number % 3)")))
            if number % 4 != 3 { request.correlation = CorrelationID("deal:\(number % 3)") }
            _ = try await log.append(request)
        }
    }
}
