import DealtrailLog
public import DealtrailModel

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

    /// The event at which the view stands still; `nil` while it goes on.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    public func fault() throws -> ViewFault? { try runtime.record().fault }

    /// How many events of the log the stored view has not folded yet.
    ///
    /// - Throws: `LMDBError`, `LogError`, ``EngineError`` (`damagedView`).
    public func lag() throws -> UInt64 { try runtime.lag() }

    /// Folds what the log has beyond the view; see ``ProjectionRuntime/catchUp(upTo:batchSize:)``.
    ///
    /// - Throws: As there.
    @discardableResult
    public func catchUp(upTo size: UInt64 = .max, batchSize: Int = 4_096) async throws -> CatchUp {
        try await catchUp(upTo: size, batchSize: batchSize, retrying: false)
    }

    /// Tries the event again at which the view stands still, and goes on from there.
    ///
    /// To be called once the cause is repaired, say by a newer build or a restored backup. Of a view that does not stand still
    /// it is a catch-up.
    ///
    /// - Throws: ``ViewFault`` when it does not fold still, or another one does not; else as a catch-up.
    @discardableResult
    public func retry(upTo size: UInt64 = .max) async throws -> CatchUp {
        try await catchUp(upTo: size, batchSize: 4_096, retrying: true)
    }

    private func catchUp(upTo size: UInt64, batchSize: Int, retrying: Bool) async throws -> CatchUp {
        let runtime = runtime
        return try await Background.run("dealtrail.catch-up") { cancellation in
            try runtime.catchUp(upTo: size, batchSize: batchSize, retrying: retrying, cancellation)
        }
    }

    /// Decides that this version of the view passes over the event at which it stands still (decision 14).
    ///
    /// The decision is an event of the log, with author and reason: every process and every rebuild passes over the same
    /// events. The view goes on with its next catch-up.
    ///
    /// - Parameters:
    ///   - position: The position of the event; the view must stand still there.
    ///   - author: Who decides it.
    ///   - reason: Why, in a sentence.
    /// - Returns: Where it was recorded; `nil` when it was recorded before.
    /// - Throws: ``EngineError`` (`notFaulted`; `notSkippable` for an event whose bytes are damaged, since a backup brings it
    ///   back, and for an empty reason), `AppendError`, `LogError`, `LMDBError`.
    @discardableResult
    public func skip(position: UInt64, by author: Author, reason: String) async throws -> Receipt? {
        guard let fault = try fault() else {
            throw EngineError(.notFaulted, "\(identity) does not stand still")
        }
        guard fault.position == position else {
            throw EngineError(.notFaulted, "\(identity) stands still at \(fault.position), not at \(position)")
        }
        guard !fault.isDamage, let event = fault.event, let kind = fault.kind else {
            throw EngineError(
                .notSkippable, "the bytes at position \(position) are damaged; run `dealtrail verify`, restore a backup")
        }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw EngineError(.notSkippable, "a reason has to be given")
        }
        return try await ViewSkips.append(fault, event, kind, by: author, reason: reason, to: runtime.log)
    }

    /// Builds the view from the whole log; see ``ProjectionRuntime/rebuild(threads:saving:progress:)``.
    ///
    /// - Throws: ``ViewFaults`` with the one fault; else as there.
    public func rebuild(
        threads: Int = 1, saving: RebuildSaving = .standard,
        progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws {
        try await ViewSet([self]).rebuild(threads: threads, saving: saving, progress: progress)
    }

    /// Forgets the stored view.
    ///
    /// - Throws: `LMDBError`.
    public func drop() async throws {
        let runtime = runtime
        try await Background.run("dealtrail.drop") { _ in try runtime.store.drop(runtime.identity) }
    }
}
