import DealtrailLMDB
import DealtrailModel

/// What the index runs have to hold: for each the sum of its entries' fingerprints, from the headers of the log.
///
/// The checksum that a run keeps follows from its entries in a way that everybody knows, so others can be made that have it; the
/// sums that are compared here have a factor that is drawn anew for each check.
struct RunSums {
    private struct Sum {
        let run: IndexRun
        var count: UInt64 = 0
        var checksum: UInt64 = 0
    }

    private var sums: [Sum]
    private var current = 0
    /// The positions of the current run, and what it has to hold so far.
    private var range: Range<UInt64>
    private var count: UInt64 = 0
    private var checksum: UInt64 = 0
    private let factor = UInt64.random(in: .min ... .max) | 1

    init(_ runs: [IndexRun] = []) {
        sums = runs.map { Sum(run: $0) }
        range = runs.first?.range ?? 0..<0
    }

    /// Takes in the next event.
    @inline(__always)
    mutating func take(_ event: borrowing EventView) {
        if event.position >= range.upperBound { advance(to: event.position) }
        guard event.position >= range.lowerBound, event.position < range.upperBound else { return }
        let start = range.lowerBound
        let offset = UInt32(truncatingIfNeeded: event.position - start)
        var (count, checksum) = (count, checksum)
        event.forEachIndexedHash { hash in
            count &+= 1
            checksum &+= IndexEntry(hash: hash, offset: offset).fingerprint(start: start, factor: factor)
        }
        (self.count, self.checksum) = (count, checksum)
    }

    /// Goes on to the run of a position; to none behind the last.
    private mutating func advance(to position: UInt64) {
        while current < sums.count, position >= range.upperBound {
            close()
            current += 1
            if current < sums.count { range = sums[current].run.range }
        }
    }

    private mutating func close() {
        guard current < sums.count else { return }
        sums[current].count = count
        sums[current].checksum = checksum
        (count, checksum) = (0, 0)
    }

    /// Compares what the runs hold, and what lookups in them find, with what the headers said.
    ///
    /// - Complexity: O(entries).
    mutating func compare(in store: RunStore, _ read: borrowing ReadTransaction, _ findings: inout Findings) {
        close()
        for sum in sums {
            let run = sum.run
            do {
                let found = try translating { try store.contents(of: run, factor: factor, read) }
                let isSame = found.count == sum.count && found.checksum == sum.checksum && found.isFindable
                if isSame, run.entryCount == sum.count { continue }
                findings.report(
                    "index", run.range.lowerBound,
                    "the run \(run.range) differs from the log; delete index/ to rebuild it")
            } catch {
                findings.report("index", run.range.lowerBound, "\(error)")
            }
        }
    }
}
