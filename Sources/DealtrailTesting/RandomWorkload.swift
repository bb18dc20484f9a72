public import DealtrailLog
import DealtrailModel

/// Random operations on a log, each answer compared with a plain model; the seed decides everything.
///
/// What fails is reported with the seed and the step, so that it can be run again.
public struct RandomWorkload: Sendable {
    /// The seed.
    public let seed: UInt64
    /// How many operations.
    public let steps: Int

    /// Creates a workload.
    public init(seed: UInt64, steps: Int = 300) {
        self.seed = seed
        self.steps = steps
    }

    /// Makes a log, runs the operations, and closes it.
    ///
    /// - Throws: ``ConformanceFailure`` with seed and step when an answer differs; whatever else the log throws.
    public func run(_ makeLog: LogConformance.Factory) async throws {
        let log = try await makeLog()
        var run = RandomRun(log: log, seed: seed)
        do {
            for step in 0..<steps {
                do {
                    try await run.step()
                } catch let failure as ConformanceFailure {
                    throw failure.named("random workload, seed \(seed), step \(step)")
                }
            }
            try run.compareAll()
        } catch {
            try? await log.close()
            if let failure = error as? ConformanceFailure {
                throw failure.named("random workload, seed \(seed), the end")
            }
            throw error
        }
        try await log.close()
    }
}
