/// Some views over one log and in one store, kept together.
public struct ViewSet: Sendable {
    /// The views, in the order in which they were declared.
    public let views: [AnyView]

    /// Groups views.
    ///
    /// - Precondition: all of them have the same log and the same store.
    public init(_ views: [AnyView]) {
        for view in views.dropFirst() {
            precondition(view.runtime.store === views[0].runtime.store, "views of different stores")
        }
        self.views = views
    }

    /// The live view of this name.
    ///
    /// - Throws: ``EngineError`` (`unknownView`), with the names that there are.
    public func view(_ name: String) throws(EngineError) -> AnyView {
        if let view = views.first(where: { $0.name == name }) { return view }
        throw EngineError(.unknownView, "\"\(name)\"; there are \(views.map(\.name).sorted().joined(separator: ", "))")
    }

    /// Brings every view to the head of the log, one after the other.
    ///
    /// - Throws: As ``AnyView/catchUp(upTo:batchSize:)``; views before the one that failed are caught up.
    public func catchUp() async throws {
        for view in views { try await view.catchUp() }
    }

    /// Builds all views in one walk over the log, beside the live ones; each takes over in one step.
    ///
    /// - Parameters:
    ///   - threads: How many threads fold, 1 to 64.
    ///   - progress: Told now and then how far it is, on the rebuild's thread.
    /// - Throws: As ``ProjectionRuntime/rebuild(threads:progress:)``.
    public func rebuild(
        threads: Int = 1, progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws {
        guard let first = views.first?.runtime else { return }
        let runtimes = views.map(\.runtime)
        try await Background.run("dealtrail.rebuild") { cancellation in
            try Rebuild(
                views: runtimes, log: first.log, store: first.store, threads: threads, cancellation: cancellation,
                progress: progress
            ).run()
        }
    }
}
