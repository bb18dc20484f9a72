import DealtrailModel

extension ProjectionRuntime {
    /// Builds the view from the whole log beside the live one, then takes its place in one step.
    ///
    /// Readers see the old view until then. A rebuild that fails or is cancelled changes nothing and keeps nothing; one that is
    /// killed has saved itself now and then, and the next one goes on from there. The states are the same bytes whatever the
    /// number of threads, and however often it was killed.
    ///
    /// - Parameters:
    ///   - threads: How many threads fold, 1 to 64; one that goes on has as many as it was begun with.
    ///   - saving: When it saves itself.
    ///   - progress: Told now and then how far it is, on the rebuild's thread.
    /// - Throws: ``ViewFault`` for an event that the view cannot fold; ``EngineError`` (`rebuildRunning` when the view is
    ///   being built already, here or in another process); `LogError`, `LMDBError`, `CancellationError`.
    /// - Complexity: O(events), with the states in memory and in a file.
    public func rebuild(
        threads: Int = 1, saving: RebuildSaving = .standard,
        progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws {
        let faults = try await Background.run("dealtrail.rebuild") { [self] cancellation in
            try Rebuild(
                views: [self], log: log, store: store, threads: threads, cancellation: cancellation,
                progress: progress, saving: saving
            ).run()
        }
        if let fault = faults.first { throw fault }
    }
}
