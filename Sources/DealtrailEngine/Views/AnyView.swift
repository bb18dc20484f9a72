/// A view whatever its projection: what a tool or a service does with all of its views alike.
public struct AnyView: Sendable {
    let runtime: any ViewRuntime

    /// Puts the projection away.
    public init<View>(_ runtime: ProjectionRuntime<View>) {
        self.runtime = runtime
    }

    /// The name of the projection.
    public var name: String { runtime.identity.name }

    /// What tells the view from others.
    public var identity: ViewIdentity { runtime.identity }

    /// How far the stored view has come; `nil` before it was built.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    public func checkpoint() throws -> ViewCheckpoint? { try runtime.checkpoint() }

    /// How many events of the log the stored view has not folded yet.
    ///
    /// - Throws: `LMDBError`, `LogError`, ``EngineError`` (`damagedView`).
    public func lag() throws -> UInt64 { try runtime.lag() }

    /// Folds what the log has beyond the view; see ``ProjectionRuntime/catchUp(upTo:batchSize:)``.
    ///
    /// - Throws: As there.
    @discardableResult
    public func catchUp(upTo size: UInt64 = .max, batchSize: Int = 4_096) async throws -> CatchUp {
        let runtime = runtime
        return try await Background.run("dealtrail.catch-up") { cancellation in
            try runtime.catchUp(upTo: size, batchSize: batchSize, cancellation)
        }
    }

    /// Builds the view from the whole log; see ``ProjectionRuntime/rebuild(threads:progress:)``.
    ///
    /// - Throws: As there.
    public func rebuild(
        threads: Int = 1, progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws {
        try await ViewSet([self]).rebuild(threads: threads, progress: progress)
    }

    /// Forgets the stored view.
    ///
    /// - Throws: `LMDBError`.
    public func drop() async throws {
        let runtime = runtime
        try await Background.run("dealtrail.drop") { _ in try runtime.store.drop(runtime.identity) }
    }
}
