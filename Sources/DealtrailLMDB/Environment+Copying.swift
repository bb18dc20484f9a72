internal import DealtrailCLMDB

extension Environment {
    /// Copies a snapshot to another directory, while others read and write, and syncs it.
    ///
    /// The copy is looked at before this returns: its header, and that the file is whole. That is not yet a backup:
    /// open it and compare its size and root with the original first, since LMDB has no checksums.
    ///
    /// - Parameters:
    ///   - path: A directory without a data file; made if it is missing.
    ///   - compact: Whether free pages are left out, which is slower and also leaves out what was deleted.
    /// - Throws: ``LMDBError``: `fileExists`, `noSpace`, `truncated` and what the operating system reports. What was
    ///   written is removed then.
    public func copy(to path: String, compact: Bool) throws(LMDBError) {
        try core.enter(newHandle: false)
        defer { core.leave(freesHandle: false) }
        let made = try System.makeDirectory(path, mode: configuration.fileMode)
        let target = try System.canonical(path)
        let file = target + EnvironmentOpening.dataFile
        guard try System.status(file) == nil else {
            throw LMDBError(.fileExists, operation: "mdb_env_copy2", path: file)
        }
        do throws(LMDBError) {
            let flags: UInt32 = compact ? UInt32(MDB_CP_COMPACT) : 0
            let code = unsafe mdb_env_copy2(core.handle, target, flags)
            guard code == 0 else {
                throw LMDBError(LMDBError.Code(rawValue: code), operation: "mdb_env_copy2", path: file)
            }
            // LMDB does not sync the copy: file first, then the directory that names it.
            try System.sync(path: file)
            try System.sync(path: target)
            if made { try System.sync(path: target + "/..") }
            guard try DataFile.inspect(file) != nil else {
                throw LMDBError(.truncated, operation: "mdb_env_copy2", path: file, detail: "0 bytes")
            }
        } catch {
            System.remove(file)
            throw error
        }
    }
}
