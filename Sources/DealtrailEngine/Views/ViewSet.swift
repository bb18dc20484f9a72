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

    /// Brings every view to the head of the log, one after the other, and those after one that stands still too.
    ///
    /// - Throws: ``ViewFaults`` with all views that stand still; before that, what another failure of a view was, as
    ///   ``AnyView/catchUp(upTo:batchSize:)`` throws it. All others are caught up.
    public func catchUp() async throws {
        var faults: [ViewFault] = []
        var failure: (any Error)?
        for view in views {
            do {
                try await view.catchUp()
            } catch let fault as ViewFault {
                faults.append(fault)
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        if !faults.isEmpty { throw ViewFaults(faults: faults) }
    }

    /// Builds all views in one walk over the log, beside the live ones; each takes over in one step.
    ///
    /// A view with an event that it cannot fold is left as it was, and the others are built without it. A rebuild that is
    /// killed has saved itself now and then, and the next one of the same views goes on from there.
    ///
    /// - Parameters:
    ///   - threads: How many threads fold, 1 to 64; a rebuild that goes on has as many as it was begun with.
    ///   - saving: When it saves itself.
    ///   - progress: Told now and then how far it is, on the rebuild's thread.
    /// - Throws: ``ViewFaults`` with all views that were not built; ``EngineError`` (`rebuildRunning` when one of the views is
    ///   being built already, here or in another process); `LogError`, `LMDBError`, `CancellationError`.
    public func rebuild(
        threads: Int = 1, saving: RebuildSaving = .standard,
        progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws {
        try await rebuild(threads: threads, saving: saving, batchSize: nil, progress: progress)
    }

    /// The same with the number of events that a thread reads at once.
    package func rebuild(
        threads: Int, saving: RebuildSaving, batchSize: Int?, progress: @escaping @Sendable (RebuildProgress) -> Void
    ) async throws {
        guard let first = views.first?.runtime else { return }
        let runtimes = views.map(\.runtime)
        let faults = try await Background.run("dealtrail.rebuild") { cancellation in
            try Rebuild(
                views: runtimes, log: first.log, store: first.store, threads: threads, cancellation: cancellation,
                progress: progress, saving: saving, batchSize: batchSize
            ).run()
        }
        if !faults.isEmpty { throw ViewFaults(faults: faults) }
    }
}
