internal import DealtrailCLMDB

extension Environment {
    /// A read transaction of some process, as the lock file lists it.
    public struct Reader: Hashable, Sendable {
        /// The process.
        public let process: Int
        /// The number of the commit that it reads; `nil` while it is reset.
        public let transaction: Int?
    }

    /// The reader slots that are taken, over all processes.
    ///
    /// - Throws: ``LMDBError``: `closed`, `forkedProcess`.
    /// - Complexity: O(maxReaders).
    public func readers() throws(LMDBError) -> [Reader] {
        try core.enter(newHandle: false)
        defer { core.leave(freesHandle: false) }
        var lines: [String] = []
        let code = unsafe withUnsafeMutablePointer(to: &lines) { lines in
            unsafe mdb_reader_list(
                core.handle,
                { line, context in
                    guard let line = unsafe line, let context = unsafe context else { return 0 }
                    unsafe context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: line))
                    return 0
                }, lines)
        }
        // The count of lines comes back where it is not an error.
        guard code >= 0 else { throw core.failure(code, "mdb_reader_list") }
        return lines.compactMap { line in
            // A line is process, thread and transaction (or "-"); the heading has no number.
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count == 3, let process = Int(fields[0]) else { return nil }
            return Reader(process: process, transaction: Int(fields[2]))
        }
    }

    /// The reader with the oldest snapshot: pages freed since its beginning cannot be used again before it ends.
    ///
    /// - Throws: ``LMDBError``: `closed`, `forkedProcess`.
    /// - Complexity: O(maxReaders).
    public func oldestReader() throws(LMDBError) -> Reader? {
        try readers().filter { $0.transaction != nil }.min { ($0.transaction ?? 0) < ($1.transaction ?? 0) }
    }

    /// Clears the slots of readers whose process has died.
    ///
    /// Done at open; a service does it from time to time.
    ///
    /// - Returns: How many were cleared.
    /// - Throws: ``LMDBError``: `closed`, `forkedProcess`.
    @discardableResult
    public func checkReaders() throws(LMDBError) -> Int {
        try core.enter(newHandle: false)
        defer { core.leave(freesHandle: false) }
        var dead: Int32 = 0
        try check(unsafe mdb_reader_check(core.handle, &dead), "mdb_reader_check", directory)
        return Int(dead)
    }
}
