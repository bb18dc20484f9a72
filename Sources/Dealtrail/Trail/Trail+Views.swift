public import DealtrailEngine
public import DealtrailModel

extension Trail {
    /// All views of the trail, for catching up, rebuilding and watching their lag.
    ///
    /// - Throws: `EngineError`, `LMDBError` when the environment of the views cannot be opened.
    public func viewSet() throws -> ViewSet { try views.all() }

    /// Returns when a view has seen an event, so that a question that follows is answered with it.
    ///
    /// ```swift
    /// try await trail.wait(for: Funnel.self, toSee: accepted.position, within: .seconds(2))
    /// ```
    ///
    /// - Parameters:
    ///   - view: The projection.
    ///   - position: The position of the event, such as that of a receipt; it need not have been appended yet.
    ///   - limit: How long to wait at most; `nil` for as long as the task is not cancelled.
    ///   - clock: What measures the limit.
    /// - Throws: `EngineError` (`waitTimedOut`), `ViewFault` when the view stands still before it, `CancellationError`,
    ///   `LogError`, `LMDBError`.
    public func wait<View: Projection>(
        for view: View.Type, toSee position: UInt64, within limit: Duration? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws {
        try await AnyView(views.runtime(view)).wait(toSee: position, within: limit, clock: clock)
    }
}
