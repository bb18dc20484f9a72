import DealtrailLog

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension ViewSet {
    /// How the views stand after a round of ``follow(_:)``.
    public struct Standing: Hashable, Sendable {
        /// How many events every view has folded that does not stand still.
        public let size: UInt64
        /// The views that stand still, each at its event, in the order of the views.
        public let faults: [ViewFault]
    }

    /// Keeps the views at the head of the log until the task is cancelled.
    ///
    /// What is appended, by whatever process, is read once for all views and committed for all of them at once, so that they
    /// are some milliseconds behind. States that are in use stay in memory. A view that stands still is left there and named,
    /// the others go on; once it was retried, or its event is skipped, it follows too. One process at a time
    /// should follow a trail: with two, each event is folded twice, and counts once.
    ///
    /// ```swift
    /// let following = Task { try await trail.viewSet().follow { metrics.record($0) } }
    /// ```
    ///
    /// - Parameter told: Called after each round that changed something, and once at first, on the thread that folds: be quick. What it throws
    ///   ends it.
    /// - Throws: `CancellationError`; what `told` throws; `LogError`, `LMDBError`, ``EngineError``.
    public func follow(_ told: @escaping @Sendable (Standing) throws -> Void = { _ in }) async throws {
        guard let log = views.first?.runtime.log else { return }
        let follower = ViewFollower(views.map(\.runtime))
        while true {
            // Threads take turns: each round of waiting comes after the thread has ended.
            let seen = try await Background.run("dealtrail.follow") { cancellation in
                try Self.advance(follower, log, cancellation, told)
            }
            _ = try await log.waitForAppend(beyond: seen)
        }
    }

    /// Follows until nothing is appended for a while.
    ///
    /// - Returns: The size of the log.
    private static func advance(
        _ follower: ViewFollower, _ log: any EventLog, _ cancellation: Cancellation,
        _ told: (Standing) throws -> Void
    ) throws -> UInt64 {
        var idle = 0
        while true {
            try cancellation.check()
            if let standing = try follower.round(cancellation) {
                try told(standing)
                idle = 0
            } else {
                let size = try log.head().size
                guard idle < 20 || size > follower.size else { return size }
                idle += 1
            }
            // A commit costs about the same whatever it holds: some events are waited for.
            usleep(1_000)
        }
    }
}
