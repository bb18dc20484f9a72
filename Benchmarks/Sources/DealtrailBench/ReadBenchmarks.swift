import CRawLMDB
import Dealtrail
import DealtrailSimulator
import Foundation

/// What reading costs, in a log of many events: scans, rebuilds, one quote's history, opening.
struct ReadBenchmarks {
    let rounds: Int
    /// How many events the log has.
    let events: Int
    /// How many accounts they are about.
    let accounts: Int

    /// Fills a trail with the simulator's bulk workload and closes it.
    func fill(_ scratch: Scratch) async throws {
        let trail = try await Trail.create(at: scratch.path, origin: "bench", by: Author("ops:bench"))
        var batch: [AppendRequest] = []
        var count = 0
        for request in BulkWorkload(seed: 1, events: events, accounts: accounts) {
            batch.append(request)
            count += request.events.count
            guard count >= 10_000 else { continue }
            for result in await trail.log.append(batch) { _ = try result.get() }
            batch.removeAll(keepingCapacity: true)
            count = 0
        }
        for result in await trail.log.append(batch) { _ = try result.get() }
        try await trail.close()
    }

    /// Scanning headers, against walking the same records with a cursor in C; the rounds are paired.
    func scan(_ path: String) async throws -> Measurement {
        var pairs: [(Double, Double)] = []
        for _ in 0..<rounds {
            let raw = try rawRate(path)
            let log = try TrailLog.open(at: path)
            var count = 0
            var kinds: UInt64 = 0
            let elapsed = try seconds {
                try log.scan(.all, in: 0..<UInt64.max, direction: .forward) { event in
                    kinds &+= event.kindHash
                    count += 1
                    return true
                }
            }
            try await log.close()
            precondition(count > 0 && kinds != 0)
            pairs.append((Double(count) / elapsed, raw))
        }
        return Measurement.ratio("scan of scan headers", "/s", pairs, goal: 0.4, "raw cursor")
    }

    /// Rebuilding the three views on one core, against the raw cursor, with the peak of anonymous memory.
    func rebuild(_ path: String) async throws -> [Measurement] {
        var pairs: [(Double, Double)] = []
        var peak = 0
        for _ in 0..<rounds {
            let raw = try rawRate(path)
            let trail = try await Trail.open(at: path)
            let size = try trail.head().size
            let sampler = MemorySampler()
            let views = try goalViews(of: trail)
            let elapsed = try await seconds { try await views.rebuild(threads: 1) }
            peak = max(peak, sampler.stop())
            try await trail.close()
            pairs.append((Double(size) / elapsed, raw))
        }
        let memory = Double(peak) / Double(1 << 30)
        return [
            .ratio("rebuild of audit, health and funnel, one core", "/s", pairs, goal: 1.0 / 15, "raw cursor"),
            .bound("peak anonymous memory of that rebuild", "GiB", memory, below: 1),
        ]
    }

    /// Rebuilding the three views on two cores, against one; the rounds are paired.
    func cores(_ path: String) async throws -> Measurement {
        var pairs: [(Double, Double)] = []
        for _ in 0..<rounds {
            let trail = try await Trail.open(at: path)
            let size = Double(try trail.head().size)
            let views = try goalViews(of: trail)
            let one = try await seconds { try await views.rebuild(threads: 1) }
            let two = try await seconds { try await views.rebuild(threads: 2) }
            try await trail.close()
            pairs.append((size / two, size / one))
        }
        return .ratio("rebuild of audit, health and funnel, two cores", "/s", pairs, goal: 1.7, "one core")
    }

    /// Rebuilding every view of a trail, on one core; no goal speaks of it.
    func rebuildAll(_ path: String) async throws -> Measurement {
        var ratios: [Double] = []
        for _ in 0..<rounds {
            let raw = try rawRate(path)
            let trail = try await Trail.open(at: path)
            let size = Double(try trail.head().size)
            let elapsed = try await seconds { try await trail.viewSet().rebuild(threads: 1) }
            try await trail.close()
            ratios.append(size / elapsed / raw)
        }
        return .figure("rebuild of all views, one core, of the raw cursor", "", median(ratios))
    }

    /// What a rebuild of every view takes longer for each save: one that saves itself three times against one that never does, on
    /// one core.
    func saves(_ path: String) async throws -> [Measurement] {
        var costs: [Double] = []
        var shares: [Double] = []
        var keys = 0
        for _ in 0..<rounds {
            let trail = try await Trail.open(at: path)
            let (size, views) = (try trail.head().size, try trail.viewSet())
            let never = try await seconds { try await views.rebuild(threads: 1, saving: .never) }
            let saved = try await seconds { try await views.rebuild(threads: 1, saving: .every(events: size * 3 / 10)) }
            keys = try views.status().reduce(0) { $0 + $1.keys }
            try await trail.close()
            costs.append((saved - never) / 3)
            shares.append((saved - never) / 3 / 30)
        }
        return [
            .figure("a save of a rebuild of all views, \(Measurement.number(Double(keys))) keys", "s", median(costs)),
            .figure("of the half minute between saves", "", median(shares)),
        ]
    }

    /// The views that the goals speak of.
    private func goalViews(of trail: Trail) throws -> ViewSet {
        let all = try trail.viewSet()
        return ViewSet(try [QuoteAuditTrail.name, CustomerHealth.name, Funnel.name].map { try all.view($0) })
    }

    /// The price history of one quote, warm: the median over many quotes.
    func history(_ path: String) async throws -> Measurement {
        let trail = try await Trail.open(at: path)
        var quotes: [QuoteID] = []
        try trail.log.scan(
            EventFilter(query: .kinds(QuoteCreated.kind)), in: 0..<UInt64.max, direction: .backward
        ) { event in
            quotes.append(QuoteID(String(try event.stream.rawValue.dropFirst("quote:".count))))
            return quotes.count < 200
        }
        var times: [Double] = []
        for round in 0..<2 {
            for quote in quotes {
                let elapsed = try seconds { _ = try trail.priceHistory(of: .quote(quote)) }
                if round == 1 { times.append(elapsed * 1_000) }
            }
        }
        try await trail.close()
        return .bound("price history of one quote, warm", "ms", median(times), below: 1)
    }

    /// What other policies would have changed over the whole log, against one rebuild of all views: a stricter band with
    /// another line of intervention, and then another formula of health and half the time for every follow-up of tier A.
    ///
    /// The workload holds facts without commands: every event is looked at, customers are rated, and nothing is decided again.
    /// The second asks for the deadlines of every account of tier A, and for the health of every customer as far back as it is
    /// low.
    func whatIf(_ path: String) async throws -> [Measurement] {
        var stricter = SalesPolicy.standard
        stricter.version = "stricter"
        stricter.pricing.tolerance = 2
        stricter.health.interventionBelow = 90
        var formula = stricter
        formula.version = "formula"
        formula.health.tierWeight -= 10
        formula.health.recency.weight += 10
        var book = formula.book
        for index in book.deadlines.indices where book.deadlines[index].name == "follow-up-tier-a" {
            book.deadlines[index].allows = .hours(24)
        }
        formula.rules = book
        let candidates = [("stricter band", stricter), ("formula and deadline", formula)]
        var pairs: [[(Double, Double)]] = candidates.map { _ in [] }
        for _ in 0..<rounds {
            let trail = try await Trail.open(at: path)
            let rebuilt = try await seconds { try await trail.viewSet().rebuild(threads: 1) }
            for (index, candidate) in candidates.enumerated() {
                var customers = 0
                let elapsed = try await seconds { customers = try await trail.whatIf(candidate.1).customers }
                precondition(customers > 0)
                pairs[index].append((elapsed, rebuilt))
            }
            try await trail.close()
        }
        return candidates.indices.map { index in
            .ratio("what-if (\(candidates[index].0)), against one rebuild", "s", pairs[index], atMost: 2.5)
        }
    }

    /// The health of one customer as of the middle of the log: the median over many customers.
    func asOf(_ path: String) async throws -> Measurement {
        let trail = try await Trail.open(at: path)
        var accounts: [AccountID] = []
        try trail.log.scan(
            EventFilter(query: .kinds(AccountCreated.kind)), in: 0..<UInt64.max, direction: .forward
        ) { event in
            accounts.append(AccountID(String(try event.stream.rawValue.dropFirst("account:".count))))
            return accounts.count < 200
        }
        let point = AsOf(known: .position(try trail.head().size / 2))
        var times: [Double] = []
        for round in 0..<2 {
            for account in accounts {
                let elapsed = try seconds { _ = try trail.health(of: account, asOf: point) }
                if round == 1 { times.append(elapsed * 1_000) }
            }
        }
        try await trail.close()
        return .bound("health of one customer as of the middle, warm", "ms", median(times), below: 5)
    }

    /// Opening after a clean close.
    func opening(_ path: String) async throws -> Measurement {
        var times: [Double] = []
        for _ in 0..<rounds {
            var trail: Trail?
            times.append(try await seconds { trail = try await Trail.open(at: path) } * 1_000)
            try await trail?.close()
            trail = nil
        }
        return .bound("opening after a clean close", "ms", median(times), below: 200)
    }

    /// Audit, health and funnel together, of which the goals speak; a trail has other views besides.
    private func threeViews(_ trail: Trail) throws -> ViewSet {
        let names: Set = [QuoteAuditTrail.name, CustomerHealth.name, Funnel.name]
        return ViewSet(try trail.viewSet().views.filter { names.contains($0.name) })
    }

    private func rawRate(_ path: String) throws -> Double {
        var records: UInt64 = 0
        var sum: UInt64 = 0
        let elapsed = raw_cursor(path + "/log", &records, &sum)
        guard elapsed > 0 else { throw BenchmarkError("the raw cursor failed with \(elapsed)") }
        return Double(records) / elapsed
    }
}

/// Why a benchmark could not be run.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
