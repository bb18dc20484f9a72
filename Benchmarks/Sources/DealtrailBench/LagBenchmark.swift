import Dealtrail
import DealtrailSimulator
import Foundation
import Synchronization

/// How far live views are behind the log while many producers append, one event each.
struct LagBenchmark {
    let rounds: Int
    /// How many events a round appends.
    let events: Int

    private static let producers = 64

    /// The time from the acknowledgement of an append until the views have folded it, over all appends of a round: the
    /// median of the rounds.
    ///
    /// One event is one append of the bulk workload, with the time of its producer's clock; an account belongs to one producer,
    /// as it belongs to one representative. An event that the views have before its producer is told counts as 0.
    ///
    /// - Parameters:
    ///   - names: The views; `nil` for all of a trail.
    ///   - title: What they are called in the table.
    func measure(_ names: [String]?, _ title: String) async throws -> [Measurement] {
        var late: [Double] = []
        var middle: [Double] = []
        var rates: [Double] = []
        for round in 0..<rounds {
            let lags = try await run(names, round)
            late.append(lags.sorted[lags.sorted.count * 99 / 100])
            middle.append(lags.sorted[lags.sorted.count / 2])
            rates.append(lags.rate)
            if arguments.contains("--each") {
                print(
                    "  round \(round): p50 \(Measurement.number(lags.sorted[lags.sorted.count / 2])) ms, p99",
                    Measurement.number(late[round]), "ms, most", Measurement.number(lags.sorted.last ?? 0), "ms at",
                    Measurement.number(lags.rate), "/s")
            }
        }
        return [
            .bound("live \(title) behind 64 producers, 99th percentile", "ms", median(late), below: 50),
            .figure("the same, median", "ms", median(middle)),
            .figure("appends meanwhile", "/s", median(rates)),
        ]
    }

    private func run(_ names: [String]?, _ round: Int) async throws -> (sorted: [Double], rate: Double) {
        let scratch = try Scratch("lag\(round)")
        defer { scratch.remove() }
        let trail = try await Trail.create(at: scratch.path, origin: "bench", by: Author("ops:bench"))
        let shares = try await requests(trail, seed: UInt64(round + 1))
        let all = try trail.viewSet()
        let views = try names.map { ViewSet(try $0.map { try all.view($0) }) } ?? all
        try await views.catchUp()

        let start = try trail.head().size
        let end = start + UInt64(shares.reduce(0) { $0 + $1.count })
        let seen = Mutex<[(size: UInt64, at: ContinuousClock.Instant)]>([])
        let following = Task.detached {
            try await views.follow { standing in
                precondition(standing.faults.isEmpty, "a view stands still: \(standing.faults)")
                seen.withLock { $0.append((standing.size, .now)) }
                if standing.size >= end { throw CancellationError() }
            }
        }
        var acknowledged: [(position: UInt64, at: ContinuousClock.Instant)] = []
        let elapsed = try await seconds {
            acknowledged = try await withThrowingTaskGroup { group in
                for share in shares {
                    group.addTask {
                        var told: [(position: UInt64, at: ContinuousClock.Instant)] = []
                        told.reserveCapacity(share.count)
                        for request in share {
                            let receipt = try await trail.log.append(Self.now(request))
                            told.append((receipt.positions.lowerBound, .now))
                        }
                        return told
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        do { try await following.value } catch is CancellationError {}
        try await trail.close()

        // Both ascend: each append is seen with the first round that came beyond it.
        acknowledged.sort { $0.position < $1.position }
        var lags: [Double] = []
        var next = 0
        let rounds = seen.withLock { $0 }
        for append in acknowledged {
            while rounds[next].size <= append.position { next += 1 }
            let (seconds, attoseconds) = append.at.duration(to: rounds[next].at).components
            lags.append(max(0, Double(seconds) * 1_000 + Double(attoseconds) / 1e15))
        }
        return (lags.sorted(), Double(acknowledged.count) / elapsed)
    }

    /// Appends the master data, and makes the rest: one event a request, by producer.
    private func requests(_ trail: Trail, seed: UInt64) async throws -> [[AppendRequest]] {
        var shares = Array(repeating: [AppendRequest](), count: Self.producers)
        let workload = BulkWorkload(seed: seed, events: events + 20_000, accounts: 10_000, eventsPerAppend: 1)
        var made = 0
        for request in workload {
            let isMasterData = request.author.channel == .import
            guard !isMasterData else {
                _ = try await trail.log.append(request)
                continue
            }
            for var event in request.events where made < events {
                // It names an event of the append that it is taken from.
                event.cause = nil
                let owner = event.tags.first { $0.description.hasPrefix("account:") }?.description
                let producer = (owner ?? event.stream.rawValue).utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
                shares[producer % Self.producers].append(
                    AppendRequest([event], by: request.author, id: CommandID("lag-\(made)")))
                made += 1
            }
        }
        return shares
    }

    /// The request as its producer makes it, now.
    private static func now(_ request: AppendRequest) -> AppendRequest {
        var request = request
        request.occurredAt = .at(ZonedTime(TrailOptions.systemClock(), offsetMinutes: 0))
        return request
    }
}
