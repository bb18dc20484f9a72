internal import DealtrailCLMDB

/// A place in a table that moves over its records in key order.
///
/// It is before the first record at its beginning, and moves past the last and before the first like an iterator:
/// after the end, ``previous()`` is the last record; before the beginning, ``next()`` is the first. An ``Entry`` may
/// outlive the next move, but not the transaction.
@safe
public struct Cursor: ~Copyable, ~Escapable {
    enum Place {
        case onRecord, atStart, atEnd
    }

    private let handle: OpaquePointer
    private let core: EnvironmentCore
    var place = Place.atStart
    /// Has memory near that is read soon; `nil` for whoever does not read most records whole.
    public var ahead: ReadAhead?
    /// The two MDB_val, key and value, that LMDB writes for the record under the cursor.
    ///
    /// In memory of their own, since a copy right after LMDB's two 8-byte stores costs as much as the move itself.
    @usableFromInline let record: UnsafeMutableRawPointer

    /// Opens a cursor; whoever calls ties its lifetime to the transaction.
    @_lifetime(immortal)
    init(_ core: EnvironmentCore, _ transaction: OpaquePointer, _ table: Table) throws(LMDBError) {
        var opened: OpaquePointer?
        let code = unsafe mdb_cursor_open(transaction, table.number, &opened)
        guard code == 0, let cursor = unsafe opened else { throw core.failure(code, "mdb_cursor_open") }
        unsafe handle = cursor
        self.core = core
        unsafe record = .allocate(byteCount: 32, alignment: 8)
        unsafe record.initializeMemory(as: MDB_val.self, repeating: MDB_val(), count: 2)
    }

    deinit {
        // lmdb.h, mdb_cursor_open: a cursor must be closed before its write transaction ends; the compiler sees to it.
        if !core.isForked { unsafe mdb_cursor_close(handle) }
        unsafe record.deallocate()
    }

    /// Moves to the next record; `nil` after the last.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(1) on average.
    @_lifetime(copy self)
    @inlinable
    public mutating func next() throws(LMDBError) -> Entry? {
        try advance() ? entry : nil
    }

    /// Moves to the record before; `nil` before the first.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(1) on average.
    @_lifetime(copy self)
    @inlinable
    public mutating func previous() throws(LMDBError) -> Entry? {
        try retreat() ? entry : nil
    }

    /// Moves to the first record; `nil` in an empty table.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func first() throws(LMDBError) -> Entry? {
        try unsafe move(MDB_FIRST, otherwise: .atEnd) ? entry : nil
    }

    /// Moves to the last record; `nil` in an empty table.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` or `pageNotFound`.
    /// - Complexity: O(log n).
    @_lifetime(copy self)
    public mutating func last() throws(LMDBError) -> Entry? {
        try unsafe move(MDB_LAST, otherwise: .atStart) ? entry : nil
    }

}

// MARK: - LMDB

extension Cursor {
    /// The record under the cursor.
    @inlinable
    var entry: Entry {
        @_lifetime(copy self)
        get {
            let entry = unsafe Entry(
                key: RawSpan(_unsafeBytes: bytes(at: 0)), value: RawSpan(_unsafeBytes: bytes(at: 16)))
            // lmdb.h, mdb_get: values live as long as the transaction, on which the cursor's own lifetime depends.
            return unsafe _overrideLifetime(entry, copying: self)
        }
    }

    /// What one MDB_val points to: the size comes first, then the address.
    @inlinable
    func bytes(at offset: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(
            start: record.load(fromByteOffset: offset + 8, as: UnsafeRawPointer?.self),
            count: record.load(fromByteOffset: offset, as: Int.self))
    }

    @usableFromInline
    mutating func advance() throws(LMDBError) -> Bool {
        switch place {
        case .onRecord: try unsafe move(MDB_NEXT, otherwise: .atEnd)
        case .atStart: try unsafe move(MDB_FIRST, otherwise: .atEnd)
        case .atEnd: false
        }
    }

    @usableFromInline
    mutating func retreat() throws(LMDBError) -> Bool {
        switch place {
        case .onRecord: try unsafe move(MDB_PREV, otherwise: .atStart)
        case .atStart: false
        case .atEnd: try unsafe move(MDB_LAST, otherwise: .atStart)
        }
    }

    /// Whether there is a record where the operation leads to.
    @inline(__always)
    mutating func move(
        _ operation: MDB_cursor_op, to wanted: UnsafeRawBufferPointer? = nil, otherwise: Place
    ) throws(LMDBError) -> Bool {
        let found = unsafe record.assumingMemoryBound(to: MDB_val.self)
        if let wanted = unsafe wanted {
            unsafe found[0] = MDB_val(
                mv_size: wanted.count, mv_data: UnsafeMutableRawPointer(mutating: wanted.baseAddress))
        }
        let code = unsafe mdb_cursor_get(handle, found, found + 1, operation)
        guard code == 0 else {
            place = otherwise
            if code == MDB_NOTFOUND { return false }
            throw core.failure(code, "mdb_cursor_get")
        }
        place = .onRecord
        unsafe ahead?.reach(found[1].mv_data, found[1].mv_size)
        return true
    }
}

@available(*, unavailable)
extension Cursor: Sendable {}
