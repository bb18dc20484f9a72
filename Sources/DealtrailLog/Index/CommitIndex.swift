/// Where candidates for a query are looked for.
protocol CandidateIndex {
    /// About how many positions a hash has.
    func count(of hash: UInt64) throws -> Int

    /// The positions of a hash in a range, ascending: candidates, to be confirmed against the text.
    func positions(of hash: UInt64, in range: Range<UInt64>) throws -> [UInt64]
}

/// The index as a commit sees it: what the log holds, and what the commit itself has decided.
struct CommitIndex: CandidateIndex {
    let committed: TrailIndex
    let pending: TailIndex

    func count(of hash: UInt64) throws -> Int {
        var count = try committed.count(of: hash)
        pending.forEachPosition(of: hash) { _ in
            count += 1
            return count < TrailIndex.countedInTail
        }
        return count
    }

    func positions(of hash: UInt64, in range: Range<UInt64>) throws -> [UInt64] {
        var newest: [UInt64] = []
        pending.forEachPosition(of: hash) { position in
            if range.contains(position) { newest.append(position) }
            return position > range.lowerBound
        }
        let old = Range<UInt64>.clamped(range.lowerBound, min(range.upperBound, pending.start))
        return try committed.positions(of: hash, in: old) + newest.reversed()
    }
}
