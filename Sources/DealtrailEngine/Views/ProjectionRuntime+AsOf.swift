import DealtrailLog
public import DealtrailModel

extension ProjectionRuntime {
    /// The state of a key at a point in time, folded from the log; the stored view is not asked.
    ///
    /// Events that this version of the view passes over are left out, whenever that was decided.
    ///
    /// - Throws: ``ViewFault`` for an event that the view cannot fold; `LogError`.
    /// - Complexity: O(events of the key) with a log that has indexes.
    public func state(for key: String, asOf point: AsOf) throws -> Evaluation<View.State> {
        let size = try log.head().size
        let history = KeyHistory<View>(log: log, key: key, skips: try skips())
        let found = try naming { try history.fold(point, in: point.positions(of: size)) }
        return Evaluation(
            state: found.state, events: found.events, undated: found.undated, skipped: found.skipped, logSize: size)
    }

    /// The events of a key as they are known at a point, read from the log once, to be asked for the states at instants.
    ///
    /// Events that this version of the view passes over are left out, as in ``state(for:asOf:)``.
    ///
    /// - Throws: `LogError`, `EventError`.
    /// - Complexity: O(events of the key) with a log that has indexes, and as much memory.
    public func history(of key: String, asOf point: AsOf) throws -> StateHistory<View> {
        let history = KeyHistory<View>(log: log, key: key, skips: try skips())
        let size = try log.head().size
        return StateHistory(try history.read(point, in: point.positions(of: size)), of: history) { [self] error in
            fault(of: error) ?? error
        }
    }

    /// All states at a point in time, folded from the log in memory; the stored view is not asked.
    ///
    /// - Parameters:
    ///   - point: The point in time.
    ///   - threads: How many threads fold, 1 to 64.
    ///   - progress: Told now and then how far it is.
    /// - Throws: ``ViewFault`` for an event that the view cannot fold; `LogError`, `CancellationError`.
    /// - Complexity: O(events), with the states in memory.
    public func asOf(
        _ point: AsOf, threads: Int = 1, progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws -> ViewImage<View> {
        try await Background.run("dealtrail.as-of") { [self] cancellation in
            let size = try log.head().size
            let skips = try skips()
            let range = point.positions(of: size)
            let fold = try naming {
                try PartitionedFold(
                    rows: [planned], lanes: { [makeLane()] }, log: log, in: range, asOf: point, threads: threads,
                    skips: FoldSkips([skips]), cancellation: cancellation, progress: progress)
            }
            return try ViewImage(fold, asOf: point, logSize: size, skipped: skips.count { range.contains($0) })
        }
    }

    /// Runs a fold; an event that the view cannot fold is told with all that there is to know of it.
    private func naming<Result>(_ fold: () throws -> Result) throws -> Result {
        do {
            return try fold()
        } catch {
            throw fault(of: error) ?? error
        }
    }
}
