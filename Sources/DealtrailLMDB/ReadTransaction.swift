internal import DealtrailCLMDB

/// A snapshot of an environment as the last commit before it left it.
///
/// Values and cursors that it hands out cannot outlive it: the compiler refuses. It ends when it is released; LMDB
/// keeps old pages until then, so keep it short. It may move to another thread, but only one may use it at a time.
///
/// ```swift
/// let snapshot = try environment.read()
/// let events = try snapshot.table("events")
/// if let value = try snapshot.value(forKey: 17, in: events) { … }
/// ```
@safe
public struct ReadTransaction: ~Copyable {
    let core: EnvironmentCore
    let handle: OpaquePointer
    private var isActive = true

    init(_ core: EnvironmentCore) throws(LMDBError) {
        unsafe handle = try core.begin(UInt32(MDB_RDONLY))
        self.core = core
    }

    deinit {
        // In a forked child the reader slot is the parent's: leave it alone.
        if !core.isForked {
            unsafe mdb_txn_abort(handle)
            core.leave(freesHandle: true, wasActive: isActive)
        }
    }

    /// The number of the commit that the snapshot shows; 0 before the first.
    public var id: Int { unsafe mdb_txn_id(handle) }

    /// The handle while it has a snapshot, in the owning process.
    func requireHandle() throws(LMDBError) -> OpaquePointer {
        guard isActive else {
            throw LMDBError(.badTransaction, operation: "ReadTransaction.reset", path: core.directory)
        }
        guard !core.isForked else { throw LMDBError(.forkedProcess, operation: "fork", path: core.directory) }
        return unsafe handle
    }

    /// Lets go of the snapshot but keeps the reader slot, for a cheaper ``renew()``.
    ///
    /// Every read fails with `badTransaction` until then.
    public mutating func reset() {
        guard isActive, !core.isForked else { return }
        isActive = false
        unsafe mdb_txn_reset(handle)
        core.leave(freesHandle: false)
    }

    /// Takes a new snapshot of the last commit; one that is still held is let go first.
    ///
    /// - Throws: ``LMDBError``: `mapResized`, `panic`, `forkedProcess`; reads then fail until a renewal succeeds.
    public mutating func renew() throws(LMDBError) {
        reset()
        try unsafe core.renew(handle)
        isActive = true
    }
}

@available(*, unavailable)
extension ReadTransaction: Sendable {}
