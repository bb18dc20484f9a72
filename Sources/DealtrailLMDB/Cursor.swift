internal import DealtrailCLMDB

/// A place in a table that moves over its records in key order.
///
/// It is before the first record at its beginning, and moves past the last and before the first like an iterator:
/// after the end, ``previous()`` is the last record; before the beginning, ``next()`` is the first. An ``Entry`` may
/// outlive the next move, but not the transaction.
@safe
public struct Cursor: ~Copyable, ~Escapable {
    private enum Place {
        case onRecord, atStart, atEnd
    }

    private let handle: OpaquePointer
    private let core: EnvironmentCore
    private var place = Place.atStart
    private var key = unsafe MDB_val()
    private var value = unsafe MDB_val()

    /// Opens a cursor; whoever calls ties its lifetime to the transaction.
    @_lifetime(immortal)
    init(_ core: EnvironmentCore, _ transaction: OpaquePointer, _ table: Table) throws(LMDBError) {
        var opened: OpaquePointer?
        let code = unsafe mdb_cursor_open(transaction, table.number, &opened)
        guard code == 0, let cursor = unsafe opened else { throw core.failure(code, "mdb_cursor_open") }
        unsafe handle = cursor
        self.core = core
    }

    deinit {
        // lmdb.h, mdb_cursor_open: a cursor must be closed before its write transaction ends; the compiler sees to it.
        if !core.isForked { unsafe mdb_cursor_close(handle) }
    }

    /// Moves to the next record; `nil` after the last.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(1) on average.
    @_lifetime(copy self)
    public mutating func next() throws(LMDBError) -> Entry? {
        switch place {
        case .onRecord: try record(move(MDB_NEXT, otherwise: .atEnd))
        case .atStart: try record(move(MDB_FIRST, otherwise: .atEnd))
        case .atEnd: nil
        }
    }

    /// Moves to the record before; `nil` before the first.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(1) on average.
    @_lifetime(copy self)
    public mutating func previous() throws(LMDBError) -> Entry? {
        switch place {
        case .onRecord: try record(move(MDB_PREV, otherwise: .atStart))
        case .atStart: nil
        case .atEnd: try record(move(MDB_LAST, otherwise: .atStart))
        }
    }

    /// Moves to the first record; `nil` in an empty table.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func first() throws(LMDBError) -> Entry? {
        try record(move(MDB_FIRST, otherwise: .atEnd))
    }

    /// Moves to the last record; `nil` in an empty table.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func last() throws(LMDBError) -> Entry? {
        try record(move(MDB_LAST, otherwise: .atStart))
    }

}

// MARK: - Seeking

extension Cursor {
    /// Moves to the first record whose key is not below the given one; `nil`, and after the last, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func seek(atLeast key: RawSpan) throws(LMDBError) -> Entry? {
        let code = unsafe key.withUnsafeBytes { key in unsafe lowerBound(key) }
        return try record(code)
    }

    /// Moves to the first record whose integer key is not below the given one.
    ///
    /// `nil`, and after the last, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n), no allocation.
    @_lifetime(copy self)
    public mutating func seek(atLeast key: UInt64) throws(LMDBError) -> Entry? {
        let code = unsafe withUnsafeBytes(of: key.bigEndian) { key in unsafe lowerBound(key) }
        return try record(code)
    }

    /// Moves to the last record whose key is not above the given one; `nil`, and before the first, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func seek(atMost key: RawSpan) throws(LMDBError) -> Entry? {
        let code = unsafe key.withUnsafeBytes { key in unsafe upperBound(key) }
        return try record(code)
    }

    /// Moves to the last record whose integer key is not above the given one.
    ///
    /// `nil`, and before the first, when there is none.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n), no allocation.
    @_lifetime(copy self)
    public mutating func seek(atMost key: UInt64) throws(LMDBError) -> Entry? {
        let code = unsafe withUnsafeBytes(of: key.bigEndian) { key in unsafe upperBound(key) }
        return try record(code)
    }
}

// MARK: - LMDB

extension Cursor {
    private mutating func move(_ operation: MDB_cursor_op, otherwise: Place) -> Int32 {
        var key = unsafe self.key
        var value = unsafe self.value
        let code = unsafe mdb_cursor_get(handle, &key, &value, operation)
        unsafe self.key = key
        unsafe self.value = value
        place = code == 0 ? .onRecord : otherwise
        return code
    }

    private mutating func lowerBound(_ wanted: UnsafeRawBufferPointer) -> Int32 {
        // Every key is above the empty one, which LMDB does not take.
        if unsafe wanted.isEmpty { return move(MDB_FIRST, otherwise: .atEnd) }
        unsafe key = MDB_val(mv_size: wanted.count, mv_data: UnsafeMutableRawPointer(mutating: wanted.baseAddress))
        return move(MDB_SET_RANGE, otherwise: .atEnd)
    }

    private mutating func upperBound(_ wanted: UnsafeRawBufferPointer) -> Int32 {
        let code = unsafe lowerBound(wanted)
        if code == MDB_NOTFOUND { return move(MDB_LAST, otherwise: .atStart) }
        guard code == 0 else { return code }
        if unsafe UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size).elementsEqual(wanted) { return 0 }
        return move(MDB_PREV, otherwise: .atStart)
    }

    @_lifetime(copy self)
    private func record(_ code: Int32) throws(LMDBError) -> Entry? {
        guard code == 0 else {
            if code == MDB_NOTFOUND { return nil }
            throw core.failure(code, "mdb_cursor_get")
        }
        let entry = unsafe Entry(
            key: RawSpan(_unsafeStart: key.mv_data, byteCount: key.mv_size),
            value: RawSpan(_unsafeStart: value.mv_data, byteCount: value.mv_size))
        // lmdb.h, mdb_get: values live as long as the transaction, on which the cursor's own lifetime depends.
        return unsafe _overrideLifetime(entry, copying: self)
    }
}

@available(*, unavailable)
extension Cursor: Sendable {}
