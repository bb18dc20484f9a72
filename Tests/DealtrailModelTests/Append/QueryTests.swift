import DealtrailTesting
import Testing

@testable import DealtrailModel

@Suite("Queries")
struct QueryTests {
    private let kinds: [EventKind] = ["a", "b", "c"]
    private let tags: [Tag] = ["t:1", "t:2", "u:1", "caf\u{e9}", "cafe\u{301}"]

    @Test("Prepared and plain queries say the same", arguments: seeds)
    func prepared(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let query = Query(
                items: (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    Query.Item(
                        kinds: Set(kinds.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }),
                        tags: Set(tags.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }))
                })
            let prepared = PreparedQuery(query, hasher: Samples.hasher)
            for _ in 0..<20 {
                let kind = kinds.randomElement(using: &generator) ?? "a"
                let some = tags.filter { _ in Bool.random(using: &generator) }
                let record = try Samples.record(kind: kind, tags: some)
                let view = try EventView(position: 0, record: record.rawSpan)
                #expect(
                    try prepared.matches(view) == query.matches(kind: kind, tags: some),
                    "seed \(seed): \(query), \(some)")
                let event = try view.recorded()
                #expect(EventFilter(query: query).matches(event) == query.matches(kind: kind, tags: some))
            }
        }
    }

    @Test("An item without kinds and tags matches everything; a query without items matches nothing")
    func edges() {
        #expect(Query.all.matches(kind: "a", tags: []))
        #expect(!Query.none.matches(kind: "a", tags: []))
        #expect(Query.kinds("a", "b").matches(kind: "b", tags: []))
        #expect(!Query.kinds("a", "b").matches(kind: "c", tags: []))
        #expect(Query.tags("x", "y").matches(kind: "a", tags: ["x", "y", "z"]))
        #expect(!Query.tags("x", "y").matches(kind: "a", tags: ["x"]))
        #expect(Query.tag("x").or(.tag("y")).matches(kind: "a", tags: ["y"]))
        #expect(Query.tag("x").or(.tag("x")).items.count == 1)
        #expect(Query.none.or(.none) == .none)
    }

    @Test("A hash that lies is not believed: the text decides")
    func collisions() throws {
        let hasher = Samples.hasher
        var record = try Samples.record(kind: "a", tags: ["t:1"])
        record.store(NameHasher.hash("b"), at: RecordLayout.kind)
        record.store(hasher.hash("t:2", as: .tag), at: RecordLayout.tags)
        let sum = SipHash.unkeyed.hash(record.rawSpan.extracting(4..<104))
        record.store(UInt32(truncatingIfNeeded: sum), at: RecordLayout.headerChecksum)
        let view = try EventView(position: 0, record: record.rawSpan)
        #expect(view.kindHash == NameHasher.hash("b"))
        #expect(try !PreparedQuery(.kinds("b"), hasher: hasher).matches(view))
        #expect(try !PreparedQuery(.tag("t:2"), hasher: hasher).matches(view))
        #expect(try !PreparedQuery(.kinds("b").or(.tag("t:2")), hasher: hasher).matches(view))
        #expect(try PreparedQuery(.kinds("b").or(.all), hasher: hasher).matches(view))
        let fold = Fold<[String]> {
            Fold<[String]>.Row(kind: "b") { state, _ in state.append("b") }
            Fold<[String]>.Row(kind: "a") { state, _ in state.append("a") }
        }
        var state: [String] = []
        try fold.apply(view, to: &state)
        #expect(state.isEmpty, "the hash says b, the text says a: neither row may run")
    }

    @Test("A damaged candidate is an error, not an event that does not match")
    func damagedCandidate() throws {
        var record = try Samples.record(kind: "a", tags: ["t:1"])
        let canonical = RecordLayout.headerLength(tagCount: 1)
        let place = try #require((canonical..<record.count).first { record[$0] == 0x06 && record[$0 + 1] == 0x81 })
        record[place + 1] = 0x80 + 0x1f
        let damaged = try EventView(position: 0, record: record.rawSpan)
        #expect(throws: EventError.self) {
            try PreparedQuery(.tag("t:1"), hasher: Samples.hasher).matches(damaged)
        }
        #expect(try !PreparedQuery(.tag("t:2"), hasher: Samples.hasher).matches(damaged))
    }

    @Test("Every condition of a filter counts")
    func filter() throws {
        let record = try Samples.fullRecord()
        let event = try EventView(position: 0, record: record.rawSpan).recorded()
        let tick = Samples.recorded.nanoseconds
        #expect(EventFilter.all.matches(event))
        #expect(EventFilter.tag("quote:Q-17").matches(event))
        #expect(!EventFilter.tag("quote:Q-18").matches(event))
        #expect(EventFilter.stream("quote:Q-17").matches(event))
        #expect(!EventFilter.stream("quote:Q-18").matches(event))
        #expect(EventFilter(author: "rep:lin").matches(event))
        #expect(!EventFilter(author: "manager:wu").matches(event))
        #expect(EventFilter(correlation: "negotiation-4").matches(event))
        #expect(!EventFilter(correlation: "req-8841").matches(event))
        #expect(EventFilter(command: "req-8841").matches(event))
        #expect(!EventFilter(command: "req-8842").matches(event))
        for (offset, from, to) in [(Int64(-1), true, false), (0, true, true), (1, false, true)] {
            let instant = Timestamp(nanoseconds: tick + offset)
            #expect(EventFilter(recordedFrom: instant).matches(event) == from)
            #expect(EventFilter(recordedTo: instant).matches(event) == to)
        }
        #expect(!EventFilter(query: .none).matches(event))
    }
}
