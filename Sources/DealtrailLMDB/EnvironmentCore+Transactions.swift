internal import DealtrailCLMDB

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension EnvironmentCore {
    /// Begins a transaction of LMDB; the caller owns it and calls `leave` after ending it.
    func begin(_ flags: UInt32) throws(LMDBError) -> OpaquePointer {
        try enter(newHandle: true)
        do throws(LMDBError) {
            var begun: OpaquePointer?
            try retryingResized("mdb_txn_begin") { unsafe mdb_txn_begin(handle, nil, flags, &begun) }
            guard let transaction = unsafe begun else { throw LMDBError(.outOfMemory, operation: "mdb_txn_begin") }
            return unsafe transaction
        } catch {
            leave(freesHandle: true)
            throw error
        }
    }

    /// Begins a read again on a handle that was reset.
    func renew(_ transaction: OpaquePointer) throws(LMDBError) {
        try enter(newHandle: false)
        do throws(LMDBError) {
            try retryingResized("mdb_txn_renew") { unsafe mdb_txn_renew(transaction) }
        } catch {
            leave(freesHandle: false)
            throw error
        }
    }

    /// Runs a begin; where another process grew the map, takes on the new size and runs it again.
    private func retryingResized(_ operation: StaticString, _ begin: () -> Int32) throws(LMDBError) {
        var code = begin()
        var attempts = 0
        // lmdb.h, MDB_MAP_RESIZED: set the size to 0 and try again. Other threads that met the same need a moment.
        while code == MDB_MAP_RESIZED, attempts < 100 {
            if !(try adoptGrownMap()) { sched_yield() }
            code = begin()
            attempts += 1
        }
        guard code == 0 else { throw failure(code, operation) }
    }
}
