import Dealtrail
import DealtrailProof
import DealtrailSimulator

/// Fills a new trail with many facts, for trying the tool and the machine on a log of millions of events.
struct BulkSimulation {
    /// How many events one call appends, so that commits are large.
    private static let batch = 10_000

    let seed: UInt64
    let events: Int
    let accounts: Int

    func run(at directory: String, origin: String) async throws -> BulkOutcome {
        let author = Author("ops:simulator", kind: .automation, channel: .tool)
        let trail = try await Trail.create(at: directory, origin: origin, by: author)
        let bar = ProgressBar("simulate")
        var requests: [AppendRequest] = []
        var pending = 0
        var done = 0
        for request in BulkWorkload(seed: seed, events: events, accounts: accounts) {
            requests.append(request)
            pending += request.events.count
            guard pending >= Self.batch else { continue }
            try await append(requests, to: trail)
            done += pending
            requests.removeAll(keepingCapacity: true)
            pending = 0
            bar.update(UInt64(done), of: UInt64(events), "events")
        }
        try await append(requests, to: trail)
        bar.clear()
        let head = try trail.head()
        let outcome = BulkOutcome(
            origin: origin, seed: seed, events: head.size, root: head.root.hex, stamp: try trail.stamp(asOf: .head))
        try await trail.close()
        return outcome
    }

    private func append(_ requests: [AppendRequest], to trail: Trail) async throws {
        for result in await trail.log.append(requests) { _ = try result.get() }
    }
}
