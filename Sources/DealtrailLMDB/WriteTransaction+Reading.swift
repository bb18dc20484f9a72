extension WriteTransaction {
    /// A table that exists, or that this transaction made.
    ///
    /// - Parameter name: The name; `nil` for the main table, which also holds the names of the others.
    /// - Throws: ``LMDBError``: `notFound`; `tableNotVisible` when another process made it since this one opened the
    ///   environment, and a new transaction will see it.
    public func table(_ name: String?) throws(LMDBError) -> Table {
        guard let table = try tableIfPresent(name) else {
            throw LMDBError(.notFound, operation: "mdb_dbi_open", path: core.directory, detail: name)
        }
        return table
    }

    /// A table, or `nil` when there is none of that name.
    ///
    /// - Throws: ``LMDBError`` as ``table(_:)`` does, but for `notFound`.
    public func tableIfPresent(_ name: String?) throws(LMDBError) -> Table? {
        let handle = try unsafe requireHandle()
        return try unsafe core.table(name, in: handle, isWrite: true)
    }

    /// The value of a key, where it lies in the map; `nil` when the key is not there.
    ///
    /// - Throws: ``LMDBError``: `foreignTable`, `badTransaction` after a failed write, `wrongThread`, `corrupted`.
    /// - Complexity: O(log n), no copy.
    @_lifetime(borrow self)
    public func value(forKey key: RawSpan, in table: Table) throws(LMDBError) -> RawSpan? {
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        let found = try unsafe key.withUnsafeBytes { key throws(LMDBError) in
            try unsafe core.get(handle, key, table.number)
        }
        // lmdb.h, mdb_get: the memory is valid "until a subsequent update operation", which needs exclusive access to self.
        guard let bytes = unsafe found else { return nil }
        return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
    }

    /// The value of an integer key, which is stored as 8 big-endian bytes; `nil` when the key is not there.
    ///
    /// - Throws: ``LMDBError``: `foreignTable`, `badTransaction` after a failed write, `wrongThread`, `corrupted`.
    /// - Complexity: O(log n), no copy, no allocation.
    @_lifetime(borrow self)
    public func value(forKey key: UInt64, in table: Table) throws(LMDBError) -> RawSpan? {
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        let found = try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
            try unsafe core.get(handle, key, table.number)
        }
        guard let bytes = unsafe found else { return nil }
        return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
    }

    /// A cursor over a table, before the first record.
    ///
    /// - Throws: ``LMDBError``: `foreignTable`, `badTransaction` after a failed write, `wrongThread`.
    @_lifetime(borrow self)
    public func cursor(_ table: Table) throws(LMDBError) -> Cursor {
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        let cursor = try unsafe Cursor(core, handle, table)
        return unsafe _overrideLifetime(cursor, borrowing: self)
    }

    /// Counts of a table.
    ///
    /// - Throws: ``LMDBError``: `foreignTable`, `badTransaction` after a failed write, `wrongThread`.
    /// - Complexity: O(1).
    public func statistics(of table: Table) throws(LMDBError) -> TableStatistics {
        try core.requireOwn(table, birth: birth)
        let handle = try unsafe requireHandle()
        return try unsafe core.statistics(handle, table)
    }
}
