internal import DealtrailCLMDB

extension Cursor {
    /// Moves to the first record whose key is not below the given one; `nil`, and after the last, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func seek(atLeast key: RawSpan) throws(LMDBError) -> Entry? {
        let found = try unsafe key.withUnsafeBytes { key throws(LMDBError) in try unsafe lowerBound(key) }
        return found ? entry : nil
    }

    /// Moves to the first record whose integer key is not below the given one.
    ///
    /// `nil`, and after the last, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n), no allocation.
    @_lifetime(copy self)
    public mutating func seek(atLeast key: UInt64) throws(LMDBError) -> Entry? {
        let found = try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
            try unsafe lowerBound(key)
        }
        return found ? entry : nil
    }

    /// Moves to the last record whose key is not above the given one; `nil`, and before the first, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func seek(atMost key: RawSpan) throws(LMDBError) -> Entry? {
        let found = try unsafe key.withUnsafeBytes { key throws(LMDBError) in try unsafe upperBound(key) }
        return found ? entry : nil
    }

    /// Moves to the last record whose integer key is not above the given one.
    ///
    /// `nil`, and before the first, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n), no allocation.
    @_lifetime(copy self)
    public mutating func seek(atMost key: UInt64) throws(LMDBError) -> Entry? {
        let found = try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
            try unsafe upperBound(key)
        }
        return found ? entry : nil
    }

    /// Moves to the record of an integer key, which is found as a lookup finds it; `nil`, and after the last, when there
    /// is none.
    ///
    /// A search for the first record that is not below a key goes on to the next page when it comes to the end of one;
    /// this one does not, so it finds out where a search leads.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n), no allocation.
    @_lifetime(copy self)
    package mutating func seek(exactly key: UInt64) throws(LMDBError) -> Entry? {
        let found = try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
            try unsafe move(MDB_SET_KEY, to: key, otherwise: .atEnd)
        }
        return found ? entry : nil
    }

    private mutating func lowerBound(_ wanted: UnsafeRawBufferPointer) throws(LMDBError) -> Bool {
        // Every key is above the empty one, which LMDB does not take.
        if unsafe wanted.isEmpty { return try unsafe move(MDB_FIRST, otherwise: .atEnd) }
        return try unsafe move(MDB_SET_RANGE, to: wanted, otherwise: .atEnd)
    }

    private mutating func upperBound(_ wanted: UnsafeRawBufferPointer) throws(LMDBError) -> Bool {
        guard try unsafe lowerBound(wanted) else { return try unsafe move(MDB_LAST, otherwise: .atStart) }
        if unsafe bytes(at: 0).elementsEqual(wanted) { return true }
        return try unsafe move(MDB_PREV, otherwise: .atStart)
    }
}
