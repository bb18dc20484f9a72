internal import DealtrailCLMDB

extension Environment {
    /// What is wrong with the pages of the last commit, in words; empty for a sound file.
    ///
    /// Compares the two meta pages with each other, and walks every page: none is used twice, or used and free at
    /// once. What is in the records is for their owner to check.
    ///
    /// - Parameter attempts: How often the meta pages are looked at without keeping writers away; then they are for one look.
    /// - Throws: ``LMDBError``: `closed`, `forkedProcess`, or the `errno` of a read.
    /// - Complexity: O(pages); the pages of the snapshot are kept from being used again meanwhile.
    public func fileProblems(attempts: Int = 100) throws(LMDBError) -> [String] {
        let sight = try lastSight(attempts: attempts)
        guard var census = try census(of: sight, leaving: nil) else { return sight.problems }
        census.finish()
        return sight.problems + census.problems
    }

    /// Begins a check of the file that leaves the lowest pages of a table to whoever reads all of it.
    ///
    /// - Throws: ``LMDBError`` as ``fileProblems(attempts:)`` does.
    /// - Complexity: O(pages), but for those that are left.
    package func fileCheck(leaving table: String, attempts: Int = 100) throws(LMDBError) -> FileCheck {
        let sight = try lastSight(attempts: attempts)
        return FileCheck(
            environment: self, commit: sight.snapshot.id, problems: sight.problems,
            census: try census(of: sight, leaving: table), attempts: attempts)
    }

    private func lastSight(attempts: Int) throws(LMDBError) -> Sight {
        for _ in 0..<max(0, attempts) {
            if let sight = try sight() { return sight }
        }
        // Commits that follow each other closely leave no room between them: one of them waits.
        let writer = try beginWrite()
        let found = try sight()
        writer.abort()
        guard let sight = found else {
            throw LMDBError(.tryAgain, operation: "Environment.fileProblems", path: directory)
        }
        return sight
    }

    /// The meta pages as they were between two commits, and the snapshot that keeps their pages.
    private struct Sight: ~Copyable {
        let snapshot: ReadTransaction
        let descriptor: Int32
        /// The meta page of the snapshot.
        let header: DataFileHeader?
        let problems: [String]
    }

    /// Looks at the meta pages; `nil` when a commit came in between, which would make them look unrelated.
    private func sight() throws(LMDBError) -> Sight? {
        let snapshot = try read()
        var descriptor: Int32 = -1
        try check(unsafe mdb_env_get_fd(core.handle, &descriptor), "mdb_env_get_fd", directory)
        // The descriptor of the environment: closing another of the same file would drop its locks.
        let first = try meta(descriptor, 0)
        let second = try meta(descriptor, information().pageSize)
        guard try meta(descriptor, 0) == first, try snapshot.isLast() else { return nil }
        var problems = Self.disagreements(first, second)
        for (header, other) in [(first, second), (second, first)] {
            if let problem = try fault(in: header, beside: other, descriptor) { problems.append(problem) }
        }
        // The pages of the commit before this one are kept only until the next.
        guard try snapshot.isLast() else { return nil }
        let header = [first, second].first { $0.transaction == UInt64(snapshot.id) }
        if header == nil { problems.append("no meta page has the number of the last commit, \(snapshot.id)") }
        return Sight(snapshot: snapshot, descriptor: descriptor, header: header, problems: problems)
    }

    /// Walks over the pages of a snapshot; `nil` when no meta page leads to them, which the problems say.
    private func census(
        of sight: borrowing Sight, leaving table: String?
    ) throws(LMDBError) -> PageCensus? {
        guard let header = sight.header else { return nil }
        var census = try PageCensus(descriptor: sight.descriptor, path: directory, header: header, leaving: table)
        census.run()
        return census
    }

    /// What shows that a meta page has another number than its commit, by the free list: pages freed by a later commit, or none
    /// by its own, though each frees the page above all tables of the one before it.
    private func fault(
        in header: DataFileHeader, beside other: DataFileHeader, _ descriptor: Int32
    ) throws(LMDBError) -> String? {
        guard header.isOfItsKind else {
            return "the meta page of commit \(header.transaction) has tables of another kind"
        }
        let size = try System.size(ofDescriptor: descriptor, directory)
        let list = FreeList(descriptor: descriptor, path: directory, header: header, size: size)
        do throws(LMDBError) {
            let last = try list.lastCommit()
            if last > header.transaction {
                return "the meta page of commit \(header.transaction) knows of commit \(last)"
            }
            guard other.transaction < header.transaction, other.mainRoot != .max, last < header.transaction else {
                return nil
            }
            return "the meta page of commit \(header.transaction) knows of no commit after \(last)"
        } catch {
            return "the free list of commit \(header.transaction) cannot be read"
        }
    }

    private func meta(_ descriptor: Int32, _ offset: Int) throws(LMDBError) -> DataFileHeader {
        let bytes = try System.read(descriptor, at: offset, count: DataFileHeader.byteCount, directory)
        return try unsafe DataFileHeader(bytes.span.bytes, directory)
    }

    /// Commits write the meta pages in turn: the even ones the first, the odd ones the second.
    private static func disagreements(_ first: DataFileHeader, _ second: DataFileHeader) -> [String] {
        let (even, odd) = (first.transaction, second.transaction)
        if even == 0, odd == 0 { return [] }
        guard even % 2 == 0, odd % 2 == 1, max(even, odd) - min(even, odd) == 1 else {
            return ["the meta pages are of the commits \(even) and \(odd), which do not follow each other"]
        }
        let (older, newer) = even < odd ? (first, second) : (second, first)
        guard older.lastPage <= newer.lastPage else {
            return ["the file has become smaller with commit \(newer.transaction)"]
        }
        return []
    }
}

extension ReadTransaction {
    /// Whether nobody has committed since.
    fileprivate func isLast() throws(LMDBError) -> Bool {
        var found = unsafe MDB_envinfo()
        try check(unsafe mdb_env_info(core.handle, &found), "mdb_env_info", core.directory)
        return unsafe Int(found.me_last_txnid) == id
    }
}
