import DealtrailModel
import Testing

@testable import DealtrailLog

@Suite struct CandidatePlanTests {
    /// An index of known counts that notes which hashes were counted.
    private final class CountedIndex: CandidateIndex {
        let counts: [UInt64: Int]
        var asked: [UInt64] = []

        init(_ counts: [UInt64: Int]) { self.counts = counts }

        func count(of hash: UInt64) -> Int {
            asked.append(hash)
            return counts[hash] ?? 0
        }

        func positions(of hash: UInt64, in range: Range<UInt64>) -> [UInt64] { [hash] }
    }

    private let hasher = NameHasher(low: 1, high: 2)
    private let kinds = (0..<6).map { EventKind("kind.\($0)") }

    private func hash(_ tag: DealtrailModel.Tag) -> UInt64 { hasher.hash(tag.rawValue, as: .tag) }

    /// What is read for a query of six kinds and a tag, and how many hashes were counted for it.
    private func plan(ofTag count: Int, ofKind each: Int) throws -> (positions: Set<UInt64>, counted: Int) {
        let item = Query.Item(kinds: Set(kinds), tags: ["account:acme"])
        var counts: [UInt64: Int] = [:]
        for kind in kinds { counts[NameHasher.hash(kind)] = each }
        counts[hash("account:acme")] = count
        let index = CountedIndex(counts)
        let prepared = PreparedFilter(EventFilter(query: Query(items: [item])), hasher: hasher)
        guard case .positions(let positions) = try CandidatePlan.make(prepared, in: 0..<10_000, index) else {
            return ([], index.asked.count)
        }
        return (Set(positions), index.asked.count)
    }

    @Test func `A rare tag is read, and its kinds are counted no further than that shows`() throws {
        let found = try plan(ofTag: 30, ofKind: 20)
        #expect(found.positions == [hash("account:acme")])
        #expect(found.counted == 3, "the tag, and kinds until there are as many of them")
    }

    @Test func `Kinds that are rarer together than the tag are read instead, to the very number`() throws {
        #expect(try plan(ofTag: 61, ofKind: 10).positions == Set(kinds.map { NameHasher.hash($0) }))
        #expect(try plan(ofTag: 60, ofKind: 10).positions == [hash("account:acme")])
    }
}
