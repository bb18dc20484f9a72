import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Synchronization

/// Where events are found by hash: the tail in memory and the sealed runs.
///
/// A lookup takes the tail first and the runs after: a run is published before the tail forgets its events, so the two
/// overlap or meet, and nothing falls between them.
final class TrailIndex: CandidateIndex, Sendable {
    let runs: RunStore
    let tail: Mutex<TailIndex>

    init(runs: RunStore, tail: TailIndex) {
        self.runs = runs
        self.tail = Mutex(tail)
    }

    /// The positions of a hash in a range, ascending: candidates, to be confirmed against the text.
    ///
    /// - Complexity: O(runs + positions found).
    func positions(of hash: UInt64, in range: Range<UInt64>) throws -> [UInt64] {
        var newest: [UInt64] = []
        let tailStart = tail.withLock { tail in
            tail.forEachPosition(of: hash) { position in
                if range.contains(position) { newest.append(position) }
                return position > range.lowerBound
            }
            return tail.start
        }
        var positions: [UInt64] = []
        try withRuns(overlapping: .clamped(range.lowerBound, min(range.upperBound, tailStart))) { run, read in
            let limit = min(range.upperBound, tailStart)
            try runs.withOffsets(of: hash, in: run, read) { offsets in
                for index in 0..<offsets.byteCount / 4 {
                    let position = run.range.lowerBound + UInt64(offsets.integer(at: index * 4, as: UInt32.self))
                    if position >= range.lowerBound, position < limit { positions.append(position) }
                }
            }
            return true
        }
        positions.append(contentsOf: newest.reversed())
        return positions
    }

    /// The newest position below `limit` at which a hash occurs and `confirm` holds.
    ///
    /// - Complexity: O(runs + candidates).
    func newest(_ hash: UInt64, below limit: UInt64, confirm: (UInt64) throws -> Bool) throws -> UInt64? {
        let (candidate, tailStart) = tail.withLock { tail in
            var candidate: UInt64?
            tail.forEachPosition(of: hash) { position in
                if position < limit { candidate = position }
                return candidate == nil
            }
            return (candidate, tail.start)
        }
        if let candidate {
            if try confirm(candidate) { return candidate }
            // Two names share a hash: go on with the plain list.
            return try positions(of: hash, in: 0..<candidate).last(where: confirm)
        }
        var found: UInt64?
        try withRuns(overlapping: 0..<min(limit, tailStart), newestFirst: true) { run, read in
            try runs.withOffsets(of: hash, in: run, read) { offsets in
                for index in (0..<offsets.byteCount / 4).reversed() where found == nil {
                    let position = run.range.lowerBound + UInt64(offsets.integer(at: index * 4, as: UInt32.self))
                    if position < min(limit, tailStart), try confirm(position) { found = position }
                }
            }
            return found == nil
        }
        return found
    }

    /// How many positions in the tail are counted before a hash is taken for a common one.
    static let countedInTail = 1_024

    /// About how many positions a hash has; those of a common one in the tail are not all counted.
    ///
    /// - Complexity: O(runs), as the count in the tail is bounded.
    func count(of hash: UInt64) throws -> Int {
        var count = 0
        let tailStart = tail.withLock { tail in
            tail.forEachPosition(of: hash) { _ in
                count += 1
                return count < Self.countedInTail
            }
            return tail.start
        }
        try withRuns(overlapping: 0..<tailStart) { run, read in
            try runs.withOffsets(of: hash, in: run, read) { count += $0.byteCount / 4 }
            return true
        }
        return count
    }

    /// Calls `body` with each run that overlaps a range, until it returns `false`.
    private func withRuns(
        overlapping range: Range<UInt64>, newestFirst: Bool = false,
        _ body: (IndexRun, borrowing ReadTransaction) throws -> Bool
    ) throws {
        guard !range.isEmpty else { return }
        let read = try runs.environment.read()
        let list = try runs.list(read)
        guard list.last?.range.upperBound ?? 0 >= range.upperBound else {
            throw LogError(.indexMismatch, "the runs end before the tail begins, at \(range.upperBound)")
        }
        for run in newestFirst ? list.reversed() : list where run.range.overlaps(range) {
            if try !body(run, read) { return }
        }
    }
}

extension Range where Bound == UInt64 {
    /// A range that is empty when its end lies before its start.
    static func clamped(_ start: UInt64, _ end: UInt64) -> Range { start..<Swift.max(start, end) }
}
