internal import DealtrailCLMDB

extension WriteTransaction {
    /// Opens a table, or creates it.
    ///
    /// - Throws: ``LMDBError``: `notFound` when it does not exist and is not to be created, `tablesFull`.
    public mutating func openTable(_ name: String, create: Bool) throws(LMDBError) -> Table {
        let handle = try unsafe requireHandle()
        let opened = try unsafe core.openTable(
            name, create: create, in: handle, birth: birth, publications: publications)
        guard let opened else {
            throw LMDBError(.notFound, operation: "mdb_dbi_open", path: core.directory, detail: name)
        }
        return opened
    }

    /// Writes a value.
    ///
    /// - Parameters:
    ///   - value: The bytes; may be empty. More than about half a page go to pages of their own.
    ///   - key: 1 to 511 bytes.
    ///   - table: A table of this environment.
    ///   - mode: What happens when the key is there already.
    /// - Throws: ``LMDBError``: `keyExists`, `mapFull`, `transactionFull`, `badValueSize`, `foreignTable`,
    ///   `wrongThread`. After `mapFull` and other failures of LMDB the transaction can only be abandoned.
    /// - Complexity: O(log n).
    public mutating func put(
        _ value: RawSpan, forKey key: RawSpan, in table: Table, mode: WriteMode = .upsert
    ) throws(LMDBError) {
        let code = try unsafe key.withUnsafeBytes { key throws(LMDBError) in
            try unsafe write(key, table, mode, value)
        }
        guard code == 0 else { throw core.failure(code, "mdb_put") }
    }

    /// Writes a value under an integer key, which is stored as 8 big-endian bytes.
    ///
    /// - Throws: ``LMDBError`` as for a key of bytes.
    /// - Complexity: O(log n), no allocation.
    public mutating func put(
        _ value: RawSpan, forKey key: UInt64, in table: Table, mode: WriteMode = .upsert
    ) throws(LMDBError) {
        // Big-endian, so that the order of bytes is the order of numbers.
        let code = try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
            try unsafe write(key, table, mode, value)
        }
        guard code == 0 else { throw core.failure(code, "mdb_put") }
    }

    private func write(
        _ key: UnsafeRawBufferPointer, _ table: Table, _ mode: WriteMode, _ value: RawSpan
    ) throws(LMDBError) -> Int32 {
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        return unsafe value.withUnsafeBytes { value in
            var wanted = unsafe MDB_val(mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
            var data = unsafe MDB_val(
                mv_size: value.count, mv_data: UnsafeMutableRawPointer(mutating: value.baseAddress))
            return unsafe mdb_put(handle, table.number, &wanted, &data, mode.flags)
        }
    }

    /// Makes room for a value in the map.
    func reserve(
        _ byteCount: Int, _ key: UnsafeRawBufferPointer, _ table: Table, _ mode: WriteMode
    ) throws(LMDBError) -> UnsafeMutableRawBufferPointer {
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        guard byteCount >= 0 else {
            throw LMDBError(.invalidArgument, operation: "mdb_put", path: core.directory, detail: "\(byteCount) bytes")
        }
        var wanted = unsafe MDB_val(mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
        var data = unsafe MDB_val(mv_size: byteCount, mv_data: nil)
        let code = unsafe mdb_put(handle, table.number, &wanted, &data, mode.flags | UInt32(MDB_RESERVE))
        guard code == 0 else { throw core.failure(code, "mdb_put") }
        return unsafe UnsafeMutableRawBufferPointer(start: data.mv_data, count: byteCount)
    }
}

extension WriteMode {
    fileprivate var flags: UInt32 {
        switch self {
        case .upsert: 0
        case .insert: UInt32(MDB_NOOVERWRITE)
        // MDB_APPEND alone would accept the last key again; with MDB_NOOVERWRITE that is MDB_KEYEXIST too.
        case .append: UInt32(MDB_APPEND | MDB_NOOVERWRITE)
        }
    }
}
