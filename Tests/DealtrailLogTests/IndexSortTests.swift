import DealtrailTesting
import Testing

@testable import DealtrailLog

@Suite("What sealing and committing are made of")
struct IndexSortTests {
    @Test("Entries are sorted by hash, then by position, also where hashes share their leading bits", arguments: 0..<20)
    func sorting(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = [0, 1, 2, 50, 3_000][Int(seed % 5)]
        let names = (0..<max(1, count / 4)).map { _ in
            switch random.next() % 3 {
            case 0: random.next()
            // They differ in the lowest bits alone.
            case 1: 0xabcd_ef01_2345_0000 | random.next() % 8
            default: random.next() % 3 == 0 ? UInt64.max : random.next() % 4
            }
        }
        var entries = (0..<UInt32(count)).map {
            IndexEntry(hash: names[Int(random.next() % UInt64(names.count))], offset: $0)
        }
        let expected = entries.sorted { ($0.hash, $0.offset) < ($1.hash, $1.offset) }
        entries.sortByHash()
        #expect(entries == expected, "seed \(seed)")
    }

    @Test("Pieces of shared work come back in order, whoever did them", arguments: [0, 1, 2, 7, 300])
    func sharing(count: Int) {
        let work = SharedWork(count: count) { $0 * $0 }
        #expect(work.finish() == (0..<count).map { $0 * $0 })
    }

    @Test("A damaged event is a candidate for every hash, in its place")
    func damaged() {
        var tail = TailIndex(start: 10)
        tail.appendDamaged()
        tail.appendDamaged()
        var found: [UInt64] = []
        tail.forEachPosition(of: 7) { position in
            found.append(position)
            return true
        }
        #expect(found == [11, 10])
        tail.forget(before: 11)
        #expect(tail.damaged == [11])
    }
}
