/// An LMDB environment: one directory with `data.mdb` and `lock.mdb`, open in this process.
///
/// Any number of read transactions and one write transaction run at a time, over all threads and processes. Readers
/// never block the writer, nor it them. The environment closes when the last reference to it and to its transactions
/// is gone.
///
/// Do not open or close `data.mdb` by other means while an environment is open in the process: POSIX then drops the
/// locks of the process. Do not share a directory between containers with separate process ids: the check for dead
/// readers would take live ones for dead.
public final class Environment: Sendable {
    let core: EnvironmentCore

    private init(_ core: EnvironmentCore) {
        self.core = core
    }

    /// Opens, or creates, the environment in a directory.
    ///
    /// On creation the file and then its directory are synced. An existing file is checked first: header, format
    /// version, and that it is as long as its header says. A file of a stranger belongs in another process: LMDB
    /// trusts the pages that it maps.
    ///
    /// - Parameters:
    ///   - directory: The path of the directory; links are resolved.
    ///   - configuration: Sizes and rights.
    /// - Throws: ``LMDBError``: `alreadyOpen`, `noSuchFile`, `notADatabase`, `versionMismatch`, `truncated`,
    ///   `corrupted`, `networkFileSystem`, or what the operating system reports.
    public init(at directory: String, configuration: Configuration) throws(LMDBError) {
        core = try EnvironmentRegistry.open(directory, configuration, sharing: false)
    }

    /// The environment that is open at a directory in this process, or else a newly opened one.
    ///
    /// - Throws: ``LMDBError`` as the initializer does; `alreadyOpen` when the open one has other rights (reading
    ///   only, deletes) than asked for.
    public static func shared(at directory: String, configuration: Configuration) throws(LMDBError) -> Environment {
        Environment(try EnvironmentRegistry.open(directory, configuration, sharing: true))
    }

    /// The resolved path of the directory.
    public var directory: String { core.directory }

    /// The configuration that the environment was opened with.
    public var configuration: Configuration { core.configuration }

    /// Begins a read transaction: a snapshot of the last commit, until it is released.
    ///
    /// Keep it short. While it lives, no page that was in use at its beginning is used again, and the file grows.
    ///
    /// - Throws: ``LMDBError``: `readersFull`, `mapResized`, `closed`, `forkedProcess`.
    /// - Complexity: O(tables); well under a microsecond. ``ReadTransaction/renew()`` is cheaper still.
    public func read() throws(LMDBError) -> ReadTransaction {
        try ReadTransaction(core)
    }

    /// Begins the write transaction; waits until no other process or thread has one.
    ///
    /// It belongs to the calling thread from here to its commit, which is why asynchronous code cannot call this.
    ///
    /// - Throws: ``LMDBError``: `accessDenied` when opened for reading only, `nestedWrite`, `mapResized`, `panic`,
    ///   `closed`, `forkedProcess`.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    public func beginWrite() throws(LMDBError) -> WriteTransaction {
        try WriteTransaction(core)
    }

    /// Runs a body in a write transaction and commits it; a body that throws changes nothing.
    ///
    /// - Throws: What the body throws, or its conversion of an ``LMDBError`` of begin and commit.
    @discardableResult
    @available(*, noasync, message: "a write transaction belongs to one thread")
    public func write<Result, Failure: LMDBErrorConvertible>(
        _ body: (inout WriteTransaction) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var transaction: WriteTransaction
        do throws(LMDBError) {
            transaction = try WriteTransaction(core)
        } catch {
            throw Failure(error)
        }
        let result = try body(&transaction)
        do throws(LMDBError) {
            try transaction.commit()
        } catch {
            throw Failure(error)
        }
        return result
    }

    /// Runs a body in a write transaction and commits it; a body that throws changes nothing.
    ///
    /// - Throws: What the body throws, or the ``LMDBError`` of begin and commit.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    @discardableResult
    @_disfavoredOverload
    public func write<Result>(_ body: (inout WriteTransaction) throws -> Result) throws -> Result {
        var transaction = try WriteTransaction(core)
        let result = try body(&transaction)
        try transaction.commit()
        return result
    }

    /// Writes what the operating system holds back to disk.
    ///
    /// A commit does so already.
    ///
    /// - Throws: ``LMDBError`` with the `errno` of the sync.
    public func sync() throws(LMDBError) {
        try core.sync()
    }

    /// Closes the environment for every holder of it.
    ///
    /// Releasing the last reference closes it as well; this does it at a known moment and says why it cannot.
    ///
    /// - Throws: ``LMDBError``: `transactionsOpen`; nothing is closed then. Closing twice is no error.
    public func close() throws(LMDBError) {
        try EnvironmentRegistry.close(core)
    }
}
