import DealtrailModel

extension ProjectionRuntime {
    /// Builds the view from the whole log beside the live one, then takes its place in one step.
    ///
    /// Readers see the old view until then. A rebuild that fails or is cancelled changes nothing. The states are the same
    /// bytes whatever the number of threads.
    ///
    /// - Parameters:
    ///   - threads: How many threads fold, 1 to 64.
    ///   - progress: Told now and then how far it is, on the rebuild's thread.
    /// - Throws: `LogError`, `LMDBError`, `EventError` and what rows throw for an event that does not read, ``EngineError``
    ///   (`superseded` when another rebuild of the view began later), `CancellationError`.
    /// - Complexity: O(events), with the states in memory.
    public func rebuild(
        threads: Int = 1, progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws {
        try await Background.run("dealtrail.rebuild") { [self] cancellation in
            try Rebuild(
                views: [self], log: log, store: store, threads: threads, cancellation: cancellation, progress: progress
            ).run()
        }
    }
}
