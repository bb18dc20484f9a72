internal import DealtrailCLMDB
internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// What all references to one open environment and its transactions share; its end closes the environment.
@safe
final class EnvironmentCore: Sendable {
    // Any thread may use the handle: LMDB locks what its threads share. The registry closes it, once and under its lock,
    // when the last reference has gone or when `markClosed()` found no transaction left and lets none begin.
    nonisolated(unsafe) let handle: OpaquePointer
    let directory: String
    let identity: System.FileIdentity
    /// Unique in this process: tells tables of this opening from those of any other.
    let token: UInt64
    let fork: Int
    let configuration: Environment.Configuration
    let tables = Mutex(TableHandles())

    @safe
    private struct State: Sendable {
        /// Transactions between begin and end, reset ones not counted.
        var active = 0
        /// Transaction handles, reset ones counted.
        var handles = 0
        /// The thread with the write transaction.
        // A name to compare with, never followed; read and written under the lock of the mutex around this value.
        nonisolated(unsafe) var writer: pthread_t?
        var isClosed = false
        var births: UInt64 = 0
    }

    private let state = Mutex(State())

    init(
        handle: OpaquePointer, directory: String, identity: System.FileIdentity, token: UInt64, fork: Int,
        configuration: Environment.Configuration
    ) {
        unsafe self.handle = handle
        self.directory = directory
        self.identity = identity
        self.token = token
        self.fork = fork
        self.configuration = configuration
    }

    deinit {
        if !state.withLock({ $0.isClosed }) { EnvironmentRegistry.release(identity, token, fork) }
    }

    /// Whether this process is a fork of the one that opened the environment.
    var isForked: Bool { fork != ForkGuard.current }

    static func wholePages(_ byteCount: Int) -> Int {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let (sum, overflow) = byteCount.addingReportingOverflow(page - 1)
        return overflow ? byteCount / page * page : sum / page * page
    }

    func failure(_ code: Int32, _ operation: StaticString) -> LMDBError {
        var detail: String?
        if code == MDB_MAP_FULL {
            var information = unsafe MDB_envinfo()
            unsafe mdb_env_info(handle, &information)
            detail = unsafe "\(information.me_mapsize) bytes"
        }
        return LMDBError(
            LMDBError.Code(rawValue: code), operation: operation.description, path: directory, detail: detail)
    }

    /// Counts a use of the environment that must not see it closed or its map moved.
    func enter(newHandle: Bool) throws(LMDBError) {
        // lmdb.h, Caveats: "Use an MDB_env* in the process which opened it, not after fork()".
        guard !isForked else { throw LMDBError(.forkedProcess, operation: "fork", path: directory) }
        let entered = state.withLock { state in
            guard !state.isClosed else { return false }
            state.active += 1
            if newHandle { state.handles += 1 }
            return true
        }
        guard entered else { throw LMDBError(.closed, operation: "Environment.close", path: directory) }
    }

    /// Ends what `enter` counted.
    func leave(freesHandle: Bool, wasActive: Bool = true, wasWriter: Bool = false) {
        state.withLock { state in
            if wasActive { state.active -= 1 }
            if freesHandle { state.handles -= 1 }
            if wasWriter { unsafe state.writer = nil }
        }
    }

    /// Marks the calling thread as the one that writes; a number for the transaction.
    func becomeWriter(_ thread: pthread_t) -> UInt64 {
        state.withLock { state in
            unsafe state.writer = thread
            state.births += 1
            return state.births
        }
    }

    /// Whether the calling thread has the write transaction: beginning another would wait for itself for ever.
    func isWriter(_ thread: pthread_t) -> Bool {
        state.withLock { state in
            guard let writer = unsafe state.writer else { return false }
            return pthread_equal(writer, thread) != 0
        }
    }

    /// Takes on a map that another process grew; only possible between the transactions of this process.
    ///
    /// lmdb.h, mdb_env_set_mapsize: "no transactions are active in this process. Note that the library does not check".
    func adoptGrownMap() throws(LMDBError) -> Bool {
        let code = state.withLock { state -> Int32? in
            state.active == 1 ? unsafe mdb_env_set_mapsize(handle, 0) : nil
        }
        guard let code else { return false }
        try check(code, "mdb_env_set_mapsize", directory)
        return true
    }

    /// Sets the size of the map while no transaction of this process is open.
    func setMapSize(_ byteCount: Int) throws(LMDBError) {
        let code = state.withLock { state -> Int32? in
            state.active == 0 && !state.isClosed ? unsafe mdb_env_set_mapsize(handle, byteCount) : nil
        }
        guard let code else {
            throw LMDBError(.transactionsOpen, operation: "mdb_env_set_mapsize", path: directory)
        }
        try check(code, "mdb_env_set_mapsize", directory)
    }

    /// Whether this call closed it; `false` when it was closed before.
    func markClosed() throws(LMDBError) -> Bool {
        let outcome = state.withLock { state -> Bool? in
            if state.isClosed { return false }
            guard state.handles == 0, state.active == 0 else { return nil }
            state.isClosed = true
            return true
        }
        guard let outcome else {
            throw LMDBError(.transactionsOpen, operation: "Environment.close", path: directory)
        }
        return outcome
    }

    func sync() throws(LMDBError) {
        try enter(newHandle: false)
        defer { leave(freesHandle: false) }
        try check(unsafe mdb_env_sync(handle, 1), "mdb_env_sync", directory)
        try syncThroughDriveCache()
    }

    /// On Apple systems a commit of LMDB syncs with plain fsync, which a power loss can undo.
    func syncThroughDriveCache() throws(LMDBError) {
        #if canImport(Darwin)
            var descriptor: Int32 = -1
            try check(unsafe mdb_env_get_fd(handle, &descriptor), "mdb_env_get_fd", directory)
            try System.sync(descriptor: descriptor, directory)
        #endif
    }
}
