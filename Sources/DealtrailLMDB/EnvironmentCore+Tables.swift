internal import DealtrailCLMDB
internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension EnvironmentCore {
    /// LMDB's number of the main, unnamed table.
    static let mainTable: UInt32 = 1

    var main: Table { Table(number: Self.mainTable, environment: token, birth: 0) }

    /// Opens every table that exists, so that the handles are there for all transactions to come.
    func publishExistingTables() throws(LMDBError) {
        let transaction = try unsafe begin(UInt32(MDB_RDONLY))
        var ended = false
        defer {
            if !ended { unsafe mdb_txn_abort(transaction) }
            leave(freesHandle: true)
        }
        var main: UInt32 = 0
        try check(unsafe mdb_dbi_open(transaction, nil, 0, &main), "mdb_dbi_open", directory)
        for name in try unsafe names(transaction) {
            var number: UInt32 = 0
            let code = unsafe mdb_dbi_open(transaction, name, 0, &number)
            // A plain record of the main table is no table.
            if code == MDB_INCOMPATIBLE { continue }
            guard code == 0 else { throw failure(code, "mdb_dbi_open") }
            tables.withLock { $0.published[name] = TableHandles.Handle(number: number, birth: 0) }
        }
        ended = true
        // Only a commit keeps the handles that a read transaction opened.
        try check(unsafe mdb_txn_commit(transaction), "mdb_txn_commit", directory)
    }

    /// Keys of the main table that can be names of tables.
    private func names(_ transaction: OpaquePointer) throws(LMDBError) -> [String] {
        // A main table this large holds records, not the names of at most 32,765 tables; those open on demand.
        guard configuration.maxTables > 0, try unsafe statistics(transaction, main).entries < 65_536 else { return [] }
        var opened: OpaquePointer?
        try check(unsafe mdb_cursor_open(transaction, Self.mainTable, &opened), "mdb_cursor_open", directory)
        guard let cursor = unsafe opened else { throw LMDBError(.outOfMemory, operation: "mdb_cursor_open") }
        defer { unsafe mdb_cursor_close(cursor) }
        var names: [String] = []
        var key = unsafe MDB_val()
        var value = unsafe MDB_val()
        while true {
            let code = unsafe mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
            if code == MDB_NOTFOUND { return names }
            guard code == 0 else { throw failure(code, "mdb_cursor_get") }
            // The record of a table is its 48-byte header; other lengths cannot be one.
            guard unsafe value.mv_size == 48 else { continue }
            let bytes = unsafe UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
            if let name = unsafe String(validating: bytes, as: UTF8.self), !name.utf8.contains(0) { names.append(name) }
        }
    }

    /// The handle of a table that exists in a transaction's snapshot; `nil` when it does not.
    func table(_ name: String?, in transaction: OpaquePointer, isWrite: Bool) throws(LMDBError) -> Table? {
        guard let name else { return main }
        if isWrite, let handle = tables.withLock({ $0.pending[name] }) {
            return Table(number: handle.number, environment: token, birth: handle.birth)
        }
        let isThere = try unsafe Array(name.utf8).span.bytes.withUnsafeBytes { bytes throws(LMDBError) in
            try unsafe get(transaction, bytes, Self.mainTable) != nil
        }
        guard isThere else { return nil }
        var handle = tables.withLock { $0.published[name] }
        if handle == nil { handle = try publishTable(name) }
        guard let handle else { return nil }
        // LMDB answers EINVAL for a handle younger than the transaction.
        var statistics = MDB_stat()
        let code = unsafe mdb_stat(transaction, handle.number, &statistics)
        if code == EINVAL {
            throw LMDBError(.tableNotVisible, operation: "mdb_dbi_open", path: directory, detail: name)
        }
        guard code == 0 else { throw failure(code, "mdb_stat") }
        return Table(number: handle.number, environment: token, birth: 0)
    }

    /// Opens a table that another process made since the environment was opened.
    private func publishTable(_ name: String) throws(LMDBError) -> TableHandles.Handle? {
        try tables.withLock { (tables) throws(LMDBError) in
            if let handle = tables.published[name] { return handle }
            // A write transaction of this process has taken the next handle and not committed it yet.
            guard tables.pending.isEmpty else {
                throw LMDBError(.tableNotVisible, operation: "mdb_dbi_open", path: directory, detail: name)
            }
            let transaction = try unsafe begin(UInt32(MDB_RDONLY))
            defer { leave(freesHandle: true) }
            var number: UInt32 = 0
            let code = unsafe mdb_dbi_open(transaction, name, 0, &number)
            guard code == 0 else {
                unsafe mdb_txn_abort(transaction)
                if code == MDB_NOTFOUND { return nil }
                throw failure(code, "mdb_dbi_open")
            }
            try check(unsafe mdb_txn_commit(transaction), "mdb_txn_commit", directory)
            let handle = TableHandles.Handle(number: number, birth: 0)
            tables.published[name] = handle
            tables.publications += 1
            return handle
        }
    }

    /// Opens a table in a write transaction, and creates it where asked to.
    func openTable(
        _ name: String, create: Bool, in transaction: OpaquePointer, birth: UInt64, publications: Int
    ) throws(LMDBError) -> Table? {
        if let table = try unsafe table(name, in: transaction, isWrite: true) { return table }
        guard create else { return nil }
        return try tables.withLock { (tables) throws(LMDBError) in
            // Another thread published a handle after this transaction began; LMDB would give the same number again.
            guard tables.publications == publications else {
                throw LMDBError(.tableNotVisible, operation: "mdb_dbi_open", path: directory, detail: name)
            }
            var number: UInt32 = 0
            // No MDB_DUPSORT, no MDB_INTEGERKEY: keys are bytes in byte order, one value each.
            let code = unsafe mdb_dbi_open(transaction, name, UInt32(MDB_CREATE), &number)
            guard code == 0 else { throw failure(code, "mdb_dbi_open") }
            tables.pending[name] = TableHandles.Handle(number: number, birth: birth)
            return Table(number: number, environment: token, birth: birth)
        }
    }

    /// Ends what a write transaction opened: published by a commit, forgotten otherwise.
    func settleTables(committed: Bool) {
        tables.withLock { tables in
            guard !tables.pending.isEmpty else { return }
            if committed { tables.published.merge(tables.pending) { _, new in new } }
            tables.pending = [:]
        }
    }

    /// Refuses a table of another environment, or one whose making was never committed.
    @inline(__always)
    func requireOwn(_ table: Table, birth: UInt64 = 0) throws(LMDBError) {
        guard table.environment == token, table.birth == 0 || table.birth == birth || isPublished(table) else {
            throw LMDBError(.foreignTable, operation: "mdb_dbi_open", path: directory)
        }
    }

    private func isPublished(_ table: Table) -> Bool {
        tables.withLock { tables in
            tables.published.values.contains { $0.number == table.number && $0.birth == table.birth }
        }
    }
}
