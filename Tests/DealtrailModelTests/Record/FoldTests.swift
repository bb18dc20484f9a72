import DealtrailModel
import DealtrailTesting
import Testing

@Suite("Folds")
struct FoldTests {
    private struct Added: Event {
        static let kind: EventKind = "test.added"
        var amount: Int
        var stream: StreamName { "test:1" }
        var tags: [Tag] { [] }
        enum CodingKeys: Int, CodingKey { case amount = 1 }
    }

    private struct Cleared: Event {
        static let kind: EventKind = "test.cleared"
        var stream: StreamName { "test:1" }
        var tags: [Tag] { [] }
    }

    private let fold = Fold<[Int]> {
        On(Added.self) { $0.append($1.amount) }
        On(Cleared.self) { state, _, event in state = [Int(event.position)] }
    }

    private func record(_ event: some Event) throws -> [UInt8] {
        let new = try NewEvent(event)
        return try Samples.record(kind: new.kind, payload: new.payload)
    }

    @Test("Rows run for their kinds, in order; other kinds are never decoded")
    func rows() throws {
        var state: [Int] = []
        let other = try Samples.record(kind: "test.other", payload: Array(hex: "a1 01 6178"))
        for (position, record) in [try record(Added(amount: 1)), other, try record(Added(amount: -2))].enumerated() {
            try fold.apply(try EventView(position: UInt64(position), record: record.rawSpan), to: &state)
        }
        #expect(state == [1, -2])
        let cleared = try record(Cleared())
        try fold.apply(try EventView(position: 9, record: cleared.rawSpan), to: &state)
        #expect(state == [9])
        #expect(fold.kinds == ["test.added", "test.cleared"])
    }

    @Test("Of two rows for one kind the later one counts")
    func later() throws {
        let fold = Fold<Int> {
            On(Added.self) { state, _ in state = 1 }
            On(Added.self) { state, _ in state = 2 }
        }
        var state = 0
        let added = try record(Added(amount: 1))
        try fold.apply(try EventView(position: 0, record: added.rawSpan), to: &state)
        #expect(state == 2)
    }

    @Test("A payload that does not read, and a damaged event, are errors and change nothing")
    func errors() throws {
        var state = [5]
        let wrong = try Samples.record(kind: "test.added", payload: Array(hex: "a1 01 6178"))
        #expect(throws: EventError.self) {
            try fold.apply(try EventView(position: 0, record: wrong.rawSpan), to: &state)
        }
        var damaged = try record(Added(amount: 7))
        damaged[damaged.count - 1] ^= 1
        #expect(throws: EventError.self) {
            try fold.apply(try EventView(position: 0, record: damaged.rawSpan), to: &state)
        }
        #expect(state == [5])
    }

    @Test("Folding a and then b is folding both", arguments: seeds)
    func associative(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let records = try (0..<50).map { index in
            try Int.random(in: 0..<10, using: &generator) == 0 ? record(Cleared()) : record(Added(amount: index))
        }
        func folded(_ range: Range<Int>, from state: [Int]) throws -> [Int] {
            var state = state
            for index in range {
                let record = records[index]
                try fold.apply(try EventView(position: UInt64(index), record: record.rawSpan), to: &state)
            }
            return state
        }
        let whole = try folded(0..<50, from: [])
        for cut in 0...50 { #expect(try folded(cut..<50, from: folded(0..<cut, from: [])) == whole, "seed \(seed)") }
    }

    @Test("A refusal is an event and comes back as it was")
    func refusal() throws {
        let refusal = Refusal(
            "approval.no-self-approval", version: "7", "ask someone else", inputs: ["b": "2", "a": "1", "c": "3"])
        let event = CommandRefused(refusal, of: "quote.approve", subject: "quote:Q-17", tags: ["quote:Q-17"])
        #expect(event.refusal == refusal)
        #expect(event.inputs.map(\.name) == ["a", "b", "c"])
        #expect(event.tags == ["quote:Q-17", "rule:approval.no-self-approval"])
        #expect(event.stream == "quote:Q-17")
        #expect(try CBORDecoder().decode(CommandRefused.self, from: CBOREncoder().encode(event)) == event)
        #expect(refusal.description == "refused by approval.no-self-approval (rules 7): ask someone else")
    }
}
