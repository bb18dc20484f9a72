import DealtrailLMDB
import DealtrailLog
import DealtrailModel

extension ViewSet {
    /// How each stored view stands: those of this set first, in order, then other versions and views of former builds.
    ///
    /// - Throws: `LMDBError`, `LogError`, ``EngineError`` (`damagedView`).
    public func status() throws -> [ViewStatus] {
        guard let first = views.first?.runtime else { return [] }
        let size = try first.log.head().size
        let own = views.map(\.identity)
        let others = try first.store.identities().filter { !own.contains($0) }
        return try (own + others).map { identity in
            let (record, keys, bytes) = try first.store.measure(identity)
            let position = record.checkpoint?.position ?? 0
            return ViewStatus(
                identity: identity, isCurrent: own.contains(identity), checkpoint: record.checkpoint,
                lag: size > position ? size - position : 0, fault: record.fault, skipped: record.skips ?? [],
                build: record.build.map { build in
                    ViewStatus.Build(
                        progress: BuildLock.progress(of: identity, in: first.store),
                        saved: build.saved?.position ?? 0)
                }, keys: keys, bytes: bytes)
        }
    }

    /// Removes what is stored of other versions of the views, and of views that are no more; their room is used again.
    ///
    /// - Parameter identity: The one to remove; `nil` for all.
    /// - Returns: What was removed.
    /// - Throws: ``EngineError`` (`viewInUse` for a view of this set, `unknownView`, `rebuildRunning` while another process
    ///   builds it), `LMDBError`.
    public func removeOld(_ identity: ViewIdentity? = nil) async throws -> [ViewIdentity] {
        guard let store = views.first?.runtime.store else { return [] }
        let own = Set(views.map(\.identity))
        if let identity, own.contains(identity) {
            throw EngineError(.viewInUse, "\(identity) is what questions are answered from; rebuild it instead")
        }
        return try await Background.run("dealtrail.remove") { cancellation in
            let old = try identity.map { [$0] } ?? store.identities().filter { !own.contains($0) }
            for identity in old {
                try cancellation.check()
                try store.remove(identity)
            }
            return old
        }
    }
}

extension ViewStore {
    /// The record of a view, how many keys it has, and how many bytes its tables take.
    fileprivate func measure(_ identity: ViewIdentity) throws -> (ViewRecord, keys: Int, bytes: Int) {
        try read { transaction in
            let record = try record(identity, transaction)
            var keys = 0
            var bytes = 0
            for side in [record.side, record.side.other] {
                guard let table = try transaction.tableIfPresent(record.table(side)) else { continue }
                let statistics = try transaction.statistics(of: table)
                if side == record.side { keys = statistics.entries }
                bytes += statistics.byteCount
            }
            return (record, keys, bytes)
        }
    }
}
