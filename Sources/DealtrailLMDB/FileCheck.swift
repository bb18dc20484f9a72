/// A check of a data file that leaves the lowest pages of one table to whoever reads all of that table.
///
/// Loading a page takes far longer than looking at what it leads to. Pages that nobody hands over are loaded at the end,
/// so what is checked does not hang on the reader. No snapshot is kept meanwhile: when somebody has committed, the pages
/// that were looked at may be of several commits, and the whole check is made again at once.
package struct FileCheck: ~Copyable {
    private let environment: Environment
    private let commit: Int
    private let problems: [String]
    private var census: PageCensus?
    private let attempts: Int

    init(
        environment: Environment, commit: Int, problems: [String], census: consuming PageCensus?, attempts: Int
    ) {
        self.environment = environment
        self.commit = commit
        self.problems = problems
        self.census = census
        self.attempts = attempts
    }

    /// Takes in the page of a record that was read from the table.
    ///
    /// - Complexity: O(page).
    package mutating func take(pageOf entry: borrowing Entry) {
        census?.take(entry.block)
    }

    /// Works with the page of the table that has a key, read from the file and not through the map, when LMDB would find the
    /// key in it and nothing about the way there is left to check.
    ///
    /// - Returns: `nil` when anything about the page is unusual, as where a record has pages of its own, or when somebody has
    ///   committed: then LMDB has to be asked.
    /// - Complexity: O(page).
    package mutating func withPlainPage<Result>(
        of key: UInt64, in read: borrowing ReadTransaction, _ body: (borrowing PlainPage) throws -> Result
    ) rethrows -> Result? {
        // The snapshot keeps the pages of its commit from being used again.
        guard read.id == commit else { return nil }
        return try census?.withPlainPage(of: key, body)
    }

    /// What is wrong with the pages of the last commit, in words; empty for a sound file.
    ///
    /// - Throws: ``LMDBError`` as ``Environment/fileProblems(attempts:)`` does.
    /// - Complexity: O(pages) that nobody handed over.
    package mutating func finish() throws(LMDBError) -> [String] {
        census?.finish()
        // A commit writes no page that the one before it uses.
        guard try environment.information().lastTransaction == commit else {
            return try environment.fileProblems(attempts: attempts)
        }
        return problems + (census?.problems ?? [])
    }
}
