internal import DealtrailCLMDB
internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The one write transaction of an environment: all of it is committed, or none of it.
///
/// It belongs to the thread that began it, from begin to commit; use on another is refused. Released without a commit
/// it changes nothing. A span or cursor that it handed out must be gone before the next write: the compiler refuses
/// otherwise, because a write may move what they point to.
@safe
public struct WriteTransaction: ~Copyable {
    let core: EnvironmentCore
    /// `nil` once committed.
    var handle: OpaquePointer?
    let birth: UInt64
    let publications: Int
    private let thread: pthread_t
    /// Whether a reservation was left half written: the transaction can no longer be committed.
    var isSpoiled = false

    @available(*, noasync)
    init(_ core: EnvironmentCore) throws(LMDBError) {
        let thread = pthread_self()
        guard !core.configuration.readOnly else {
            throw LMDBError(.accessDenied, operation: "mdb_txn_begin", path: core.directory)
        }
        // lmdb.h, Caveats: "A thread can only use one transaction at a time"; a second would wait for the first for ever.
        guard !core.isWriter(thread) else {
            throw LMDBError(.nestedWrite, operation: "mdb_txn_begin", path: core.directory)
        }
        // Before the begin, so that a handle published meanwhile counts as unknown to this transaction.
        let publications = core.tables.withLock { $0.publications }
        let begun = try unsafe core.begin(0)
        unsafe handle = begun
        self.publications = publications
        birth = core.becomeWriter(thread)
        self.core = core
        self.thread = thread
    }

    deinit {
        guard let open = unsafe handle, !core.isForked else { return }
        // The write lock is a mutex of the thread that began; no other can release it.
        precondition(isOnOwnThread, "a write transaction was released on another thread than its own")
        unsafe mdb_txn_abort(open)
        core.settleTables(committed: false)
        core.leave(freesHandle: true, wasWriter: true)
    }

    private var isOnOwnThread: Bool { pthread_equal(thread, pthread_self()) != 0 }

    /// The number that this commit will have.
    public var id: Int { unsafe handle.map { unsafe mdb_txn_id($0) } ?? 0 }

    /// The open handle, for the owning thread in the owning process.
    func requireHandle() throws(LMDBError) -> OpaquePointer {
        guard let open = unsafe handle, !isSpoiled else {
            throw LMDBError(.badTransaction, operation: "WriteTransaction", path: core.directory)
        }
        guard isOnOwnThread else {
            throw LMDBError(.wrongThread, operation: "WriteTransaction", path: core.directory)
        }
        guard !core.isForked else {
            throw LMDBError(.forkedProcess, operation: "fork", path: core.directory)
        }
        return unsafe open
    }

    /// Commits: when it returns, everything is on disk.
    ///
    /// - Throws: ``LMDBError``. See ``LMDBError/isOutcomeUnknown``: where it is true, the commit may yet be on disk.
    ///   After `panic` the environment must be opened again. `badTransaction` when a write failed before; nothing is
    ///   committed then.
    public consuming func commit() throws(LMDBError) {
        let open = try unsafe requireHandle()
        // lmdb.h, mdb_txn_commit: "The transaction handle is freed", also when it fails: never abort after it.
        unsafe handle = nil
        let code = unsafe mdb_txn_commit(open)
        core.settleTables(committed: code == 0)
        core.leave(freesHandle: true, wasWriter: true)
        guard code == 0 else { throw core.failure(code, "mdb_txn_commit") }
        try core.syncThroughDriveCache()
    }

    /// Abandons the transaction; the same as releasing it.
    public consuming func abort() {}
}

@available(*, unavailable)
extension WriteTransaction: Sendable {}
