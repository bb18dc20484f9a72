internal import DealtrailCLMDB

extension EnvironmentCore {
    /// The bytes of a value in the map; `nil` when the key is not there.
    func get(
        _ transaction: OpaquePointer, _ key: UnsafeRawBufferPointer, _ table: UInt32
    ) throws(LMDBError) -> UnsafeRawBufferPointer? {
        // lmdb.h, mdb_get: an empty key is an error; here it is a key that no table holds.
        guard unsafe !key.isEmpty else { return nil }
        var wanted = unsafe MDB_val(mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
        var found = unsafe MDB_val()
        let code = unsafe mdb_get(transaction, table, &wanted, &found)
        if code == MDB_NOTFOUND { return nil }
        guard code == 0 else { throw failure(code, "mdb_get") }
        return unsafe UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size)
    }

    func statistics(_ transaction: OpaquePointer, _ table: Table) throws(LMDBError) -> TableStatistics {
        var found = MDB_stat()
        let code = unsafe mdb_stat(transaction, table.number, &found)
        guard code == 0 else { throw failure(code, "mdb_stat") }
        return TableStatistics(
            entries: found.ms_entries, depth: Int(found.ms_depth), branchPages: found.ms_branch_pages,
            leafPages: found.ms_leaf_pages, overflowPages: found.ms_overflow_pages, pageSize: Int(found.ms_psize))
    }
}
