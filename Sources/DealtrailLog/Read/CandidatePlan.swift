import DealtrailModel

/// Where the events of a filter can lie: at known positions, or anywhere.
enum CandidatePlan {
    /// Anywhere in the range: read it all.
    case everything
    /// At some of these positions, ascending; each is to be confirmed.
    case positions([UInt64])

    /// Plans a read with the rarest hash of each item of the query.
    ///
    /// A list that covers more than a quarter of the range is not worth its detour; then everything is read.
    static func make(
        _ filter: PreparedFilter, in range: Range<UInt64>, _ index: some CandidateIndex
    ) throws -> CandidatePlan {
        guard !range.isEmpty, !filter.filter.query.items.isEmpty else { return .positions([]) }
        var shared: [[UInt64]] = []
        if let stream = filter.stream { shared.append([stream]) }
        if let author = filter.author { shared.append([author]) }
        if let command = filter.command { shared.append([command]) }
        if let correlation = filter.correlation { shared.append([correlation.own, correlation.asCommand]) }
        var chosen: Set<UInt64> = []
        var total = 0
        let limit = max(64, range.count / 4)
        for item in filter.query.items {
            var terms = shared + item.tags.map { [$0] }
            if !item.kinds.isEmpty { terms.append(item.kinds) }
            var best: (hashes: [UInt64], count: Int)?
            for hashes in terms {
                // Counting ends where the term is no longer the rarest: a tag is rare, and its kinds are many.
                let fewest = best?.count ?? .max
                var count = 0
                for hash in hashes where count < fewest { count += try index.count(of: hash) }
                if count < fewest { best = (hashes, count) }
            }
            guard let best else { return .everything }
            chosen.formUnion(best.hashes)
            total += best.count
        }
        guard total <= limit else { return .everything }
        var positions: [UInt64] = []
        for hash in chosen { positions.append(contentsOf: try index.positions(of: hash, in: range)) }
        if chosen.count > 1 { positions = Set(positions).sorted() }
        return .positions(positions)
    }
}
