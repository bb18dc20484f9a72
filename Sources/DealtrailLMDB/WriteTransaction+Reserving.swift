extension WriteTransaction {
    /// Reserves a value and lets a body write it in place; what the body leaves is filled with zeros.
    ///
    /// - Parameters:
    ///   - byteCount: The length of the value.
    ///   - key: 1 to 511 bytes.
    ///   - table: A table of this environment.
    ///   - mode: What happens when the key is there already.
    ///   - body: Writes the bytes from the front.
    /// - Throws: What the body throws, after which the transaction can only be abandoned; or its conversion of an
    ///   ``LMDBError``, as for `put(_:forKey:in:mode:)`.
    public mutating func reserve<Failure: LMDBErrorConvertible>(
        _ byteCount: Int, forKey key: RawSpan, in table: Table, mode: WriteMode = .upsert,
        _ body: (inout OutputRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        let room: UnsafeMutableRawBufferPointer
        do throws(LMDBError) {
            unsafe room = try key.withUnsafeBytes { key throws(LMDBError) in
                try unsafe reserve(byteCount, key, table, mode)
            }
        } catch {
            throw Failure(error)
        }
        try unsafe fill(room, body)
    }

    /// Reserves a value under an integer key, which is stored as 8 big-endian bytes, and lets a body write it in place.
    ///
    /// What the body leaves is filled with zeros.
    ///
    /// - Throws: As for a key of bytes.
    public mutating func reserve<Failure: LMDBErrorConvertible>(
        _ byteCount: Int, forKey key: UInt64, in table: Table, mode: WriteMode = .upsert,
        _ body: (inout OutputRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        let room: UnsafeMutableRawBufferPointer
        do throws(LMDBError) {
            unsafe room = try withUnsafeBytes(of: key.bigEndian) { key throws(LMDBError) in
                try unsafe reserve(byteCount, key, table, mode)
            }
        } catch {
            throw Failure(error)
        }
        try unsafe fill(room, body)
    }

    private mutating func fill<Failure: Error>(
        _ room: UnsafeMutableRawBufferPointer, _ body: (inout OutputRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
        // A body that throws leaves a record that nobody meant; spoiled until the body has returned.
        isSpoiled = true
        do throws(Failure) {
            try body(&output)
        } catch {
            unsafe Self.zero(room, from: output.finalize(for: room))
            throw error
        }
        // lmdb.h, MDB_RESERVE: the caller must overwrite all of the memory, or old heap content reaches the file.
        unsafe Self.zero(room, from: output.finalize(for: room))
        isSpoiled = false
    }

    private static func zero(_ room: UnsafeMutableRawBufferPointer, from start: Int) {
        unsafe UnsafeMutableRawBufferPointer(rebasing: room[start...]).initializeMemory(as: UInt8.self, repeating: 0)
    }
}
