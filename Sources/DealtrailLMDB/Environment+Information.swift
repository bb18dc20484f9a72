internal import DealtrailCLMDB

extension Environment {
    /// The state of an environment at one moment.
    public struct Information: Hashable, Sendable {
        /// The size of the map in bytes: the most that the file can grow to.
        public let mapSize: Int
        /// The number of the last page in use, counted from 0.
        public let lastPage: Int
        /// The number of the last commit; 0 before the first.
        public let lastTransaction: Int
        /// The reader slots in use or once used, over all processes.
        public let readers: Int
        /// The reader slots that there are.
        public let maxReaders: Int
        /// The size of a page in bytes.
        public let pageSize: Int

        /// The bytes up to the last page in use.
        public var usedBytes: Int { (lastPage + 1) * pageSize }
    }

    /// Sizes and counts at this moment.
    ///
    /// - Throws: ``LMDBError``: `closed`, `forkedProcess`.
    /// - Complexity: O(1).
    public func information() throws(LMDBError) -> Information {
        try core.enter(newHandle: false)
        defer { core.leave(freesHandle: false) }
        var found = unsafe MDB_envinfo()
        try check(unsafe mdb_env_info(core.handle, &found), "mdb_env_info", directory)
        var main = MDB_stat()
        try check(unsafe mdb_env_stat(core.handle, &main), "mdb_env_stat", directory)
        return unsafe Information(
            mapSize: found.me_mapsize, lastPage: found.me_last_pgno, lastTransaction: found.me_last_txnid,
            readers: Int(found.me_numreaders), maxReaders: Int(found.me_maxreaders), pageSize: Int(main.ms_psize))
    }

    /// The size of the data file in bytes.
    ///
    /// - Throws: ``LMDBError``: `closed`, `forkedProcess`, or the `errno` of `fstat`.
    public func fileSize() throws(LMDBError) -> Int {
        try core.enter(newHandle: false)
        defer { core.leave(freesHandle: false) }
        var descriptor: Int32 = -1
        try check(unsafe mdb_env_get_fd(core.handle, &descriptor), "mdb_env_get_fd", directory)
        return try System.size(ofDescriptor: descriptor, directory)
    }

    /// Grows the map, and so the size that the file may reach; offline, while no process has a transaction open.
    ///
    /// The new size is kept in the file by the next commit. Other processes take it on at their next transaction.
    /// Growing from several processes at once has been reported to corrupt the file on 0.9.24: stop the others first.
    ///
    /// - Parameter byteCount: The new size; rounded up to whole pages.
    /// - Throws: ``LMDBError``: `transactionsOpen`; `invalidArgument` when the size is below the present one.
    public func growMap(to byteCount: Int) throws(LMDBError) {
        let present = try information().mapSize
        guard byteCount >= present else {
            throw LMDBError(
                .invalidArgument, operation: "mdb_env_set_mapsize", path: directory,
                detail: "\(byteCount) bytes, below \(present)")
        }
        try core.setMapSize(EnvironmentCore.wholePages(byteCount))
    }
}
