internal import DealtrailCLMDB

extension WriteTransaction {
    /// Deletes a record; only where the environment allows deletes.
    ///
    /// The bytes stay in the file until their page is used again: deleting does not erase.
    ///
    /// - Returns: Whether the key was there.
    /// - Throws: ``LMDBError``: `deletesForbidden`, `mapFull`, `foreignTable`, `wrongThread`.
    /// - Complexity: O(log n).
    @discardableResult
    public mutating func delete(_ key: RawSpan, in table: Table) throws(LMDBError) -> Bool {
        try unsafe key.withUnsafeBytes { key throws(LMDBError) in try unsafe remove(key, table) }
    }

    /// Deletes the record of an integer key; only where the environment allows deletes.
    ///
    /// - Returns: Whether the key was there.
    /// - Throws: ``LMDBError``: `deletesForbidden`, `mapFull`, `foreignTable`, `wrongThread`.
    /// - Complexity: O(log n).
    @discardableResult
    public mutating func delete(_ key: UInt64, in table: Table) throws(LMDBError) -> Bool {
        try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in try unsafe remove(key, table) }
    }

    /// Deletes every record of a table; only where the environment allows deletes.
    ///
    /// The empty table and its handles stay: dropping the name too would void handles that other threads hold.
    ///
    /// - Throws: ``LMDBError``: `deletesForbidden`, `mapFull`, `foreignTable`, `wrongThread`; `invalidArgument` for the
    ///   main table, which holds the names of the others.
    /// - Complexity: O(pages of the table).
    public mutating func drop(_ table: Table) throws(LMDBError) {
        try requireDeletes("mdb_drop")
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        guard table.number != EnvironmentCore.mainTable || core.configuration.maxTables == 0 else {
            throw LMDBError(.invalidArgument, operation: "mdb_drop", path: core.directory, detail: "main table")
        }
        let code = unsafe mdb_drop(handle, table.number, 0)
        guard code == 0 else { throw core.failure(code, "mdb_drop") }
    }

    private func remove(_ key: UnsafeRawBufferPointer, _ table: Table) throws(LMDBError) -> Bool {
        try requireDeletes("mdb_del")
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        guard unsafe !key.isEmpty else { return false }
        var wanted = unsafe MDB_val(mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
        let code = unsafe mdb_del(handle, table.number, &wanted, nil)
        if code == MDB_NOTFOUND { return false }
        guard code == 0 else { throw core.failure(code, "mdb_del") }
        return true
    }

    private func requireDeletes(_ operation: StaticString) throws(LMDBError) {
        // Most defects fixed in 0.9.25 to 0.9.35 need a delete or MDB_DUPSORT: the log uses neither.
        guard core.configuration.allowsDeletes else {
            throw LMDBError(.deletesForbidden, operation: operation.description, path: core.directory)
        }
    }
}
