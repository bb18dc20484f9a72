import Dealtrail
import Foundation

/// What proving costs: a full check of the log, an inclusion proof, and hashing as a part of appending.
struct ProofBenchmarks {
    let rounds: Int

    /// A full check on one core, against hashing leaves and nodes of the same events alone.
    func verify(_ path: String) async throws -> Measurement {
        var pairs: [(Double, Double)] = []
        for _ in 0..<rounds {
            let hashing = try await hashingRate(path)
            var events: UInt64 = 0
            let elapsed = try seconds {
                let report = try TrailVerifier(directory: path).verify()
                guard report.isSound else { throw BenchmarkError("the log is not sound: \(report.problems)") }
                events = report.events
            }
            pairs.append((Double(events) / elapsed, hashing))
        }
        return .ratio("verify, one core", "/s", pairs, goal: 0.5, "hashing")
    }

    /// Inclusion proofs of events all over the log, the checkpoint being the head; the median.
    func inclusion(_ path: String) async throws -> Measurement {
        let log = try TrailLog.open(at: path)
        let head = try log.head()
        let key = try SignerKey(name: log.origin, seed: Array(repeating: 1, count: 32))
        let signed = try SignedCheckpoint(
            Checkpoint(origin: log.origin, size: head.size, root: head.root), by: key)
        var times: [Double] = []
        for step in 0..<2_000 {
            let position = UInt64(step) &* 7_919_993 % head.size
            let elapsed = try seconds { _ = try log.proof(ofEventAt: position, in: signed) }
            if step >= 200 { times.append(elapsed * 1_000) }
        }
        try await log.close()
        return .bound(
            "inclusion proof in a log of \(Measurement.number(Double(head.size))) events", "ms", median(times), below: 1
        )
    }

    /// How much of the time of an append in batches goes into leaf and node hashes.
    func share() async throws -> Measurement {
        var shares: [Double] = []
        for _ in 0..<rounds {
            let scratch = try Scratch("share")
            defer { scratch.remove() }
            let reading = ReadBenchmarks(rounds: 1, events: 300_000, accounts: 3_000)
            let elapsed = try await seconds { try await reading.fill(scratch) }
            let hashing = try await hashingRate(scratch.path)
            shares.append(300_000 / hashing / elapsed * 100)
        }
        return .figure("hashing, as a share of bulk appending", "%", median(shares))
    }

    /// How many events a second are hashed when nothing else is done: read first, then leaves and nodes.
    private func hashingRate(_ path: String) async throws -> Double {
        let log = try TrailLog.open(at: path)
        var events: [[UInt8]] = []
        // A million is enough for a rate, and fits into memory.
        try log.scan(.all, in: 0..<1_000_000, direction: .forward) { event in
            events.append(try event.recorded().canonical)
            return true
        }
        try await log.close()
        var frontier = TreeFrontier()
        let elapsed = seconds { for event in events { frontier.append(TreeHasher.leaf(event)) } }
        guard frontier.size > 0 else { throw BenchmarkError("an empty log") }
        return Double(frontier.size) / elapsed
    }
}
