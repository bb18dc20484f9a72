internal import DealtrailCLMDB

/// The steps from a path to an open LMDB handle.
struct EnvironmentOpening {
    static let dataFile = "/data.mdb"

    @safe
    struct Opened {
        // On its way from the thread that opened it to its `EnvironmentCore`; nobody else has it yet.
        nonisolated(unsafe) let handle: OpaquePointer
        let directory: String
        let identity: System.FileIdentity
    }

    let requested: String
    let configuration: Environment.Configuration

    init(_ directory: String, _ configuration: Environment.Configuration) {
        requested = directory
        self.configuration = configuration
    }

    private var creates: Bool { configuration.create && !configuration.readOnly }

    func run() throws(LMDBError) -> Opened {
        try checkConfiguration()
        let madeDirectory = creates ? try System.makeDirectory(requested, mode: configuration.fileMode) : false
        let directory = try System.canonical(requested)
        // lmdb.h, Caveats: "Do not use LMDB databases on remote filesystems".
        try System.requireLocalFileSystem(directory)
        let file = directory + Self.dataFile
        let header = try inspect(file)
        let handle = try unsafe makeHandle(mapSize: max(configuration.mapSize, header?.mapSize ?? 0))
        do throws(LMDBError) {
            try unsafe open(handle, directory)
            if header == nil { try unsafe syncCreation(handle, file, directory, madeDirectory) }
            // lmdb.h, Caveats: stale readers keep pages in use; clear them at open.
            var dead: Int32 = 0
            try check(unsafe mdb_reader_check(handle, &dead), "mdb_reader_check", directory)
            guard let status = try System.status(file) else {
                throw LMDBError(.noSuchFile, operation: "stat", path: file)
            }
            return unsafe Opened(handle: handle, directory: directory, identity: status.identity)
        } catch {
            // lmdb.h, mdb_env_open: "If this function fails, mdb_env_close() must be called".
            unsafe mdb_env_close(handle)
            throw error
        }
    }

    private func checkConfiguration() throws(LMDBError) {
        var major: Int32 = 0
        var minor: Int32 = 0
        unsafe _ = mdb_version(&major, &minor, nil)
        // LMDB 1.0 writes another format.
        guard major == 0, minor == 9 else {
            throw LMDBError(.versionMismatch, operation: "mdb_version", detail: "liblmdb \(major).\(minor)")
        }
        guard configuration.mapSize > 0, configuration.maxTables >= 0, configuration.maxTables <= 32_765,
            configuration.maxReaders > 0, configuration.maxReaders <= 65_536
        else {
            throw LMDBError(
                .invalidArgument, operation: "Environment.init", path: requested, detail: "\(configuration)")
        }
    }

    /// The header of an existing file; `nil` when one is to be created.
    private func inspect(_ file: String) throws(LMDBError) -> DataFileHeader? {
        guard let status = try System.status(file) else {
            guard creates else { throw LMDBError(.noSuchFile, operation: "Environment.init", path: file) }
            return nil
        }
        if status.size > 0 { return try DataFile.inspect(file) }
        // LMDB would silently begin a new database in an empty file.
        guard creates else {
            throw LMDBError(.truncated, operation: "Environment.init", path: file, detail: "0 bytes")
        }
        return nil
    }

    private func makeHandle(mapSize: Int) throws(LMDBError) -> OpaquePointer {
        var created: OpaquePointer?
        try check(unsafe mdb_env_create(&created), "mdb_env_create", requested)
        guard let handle = unsafe created else { throw LMDBError(.outOfMemory, operation: "mdb_env_create") }
        do throws(LMDBError) {
            try check(
                unsafe mdb_env_set_mapsize(handle, EnvironmentCore.wholePages(mapSize)), "mdb_env_set_mapsize",
                requested)
            try check(
                unsafe mdb_env_set_maxreaders(handle, UInt32(configuration.maxReaders)), "mdb_env_set_maxreaders",
                requested)
            try check(
                unsafe mdb_env_set_maxdbs(handle, UInt32(configuration.maxTables)), "mdb_env_set_maxdbs", requested)
        } catch {
            unsafe mdb_env_close(handle)
            throw error
        }
        return unsafe handle
    }

    private func open(_ handle: OpaquePointer, _ directory: String) throws(LMDBError) {
        // Never MDB_NOSYNC, MDB_NOMETASYNC, MDB_MAPASYNC: a crash could undo a commit that was acknowledged.
        // Never MDB_WRITEMAP: a stray pointer would corrupt the file silently.
        // Never MDB_NOMEMINIT: it writes old heap memory to the file.
        // Never MDB_NOLOCK: several processes share the file.
        // MDB_NOTLS ties a reader to its transaction, so that a read may move between threads.
        var flags = UInt32(MDB_NOTLS)
        if configuration.readOnly { flags |= UInt32(MDB_RDONLY) }
        try check(
            unsafe mdb_env_open(handle, directory, flags, mdb_mode_t(configuration.fileMode)), "mdb_env_open",
            directory)
    }

    /// LMDB writes the first two pages without a sync, and never syncs the directory: file first, then directory.
    private func syncCreation(
        _ handle: OpaquePointer, _ file: String, _ directory: String, _ madeDirectory: Bool
    ) throws(LMDBError) {
        var descriptor: Int32 = -1
        try check(unsafe mdb_env_get_fd(handle, &descriptor), "mdb_env_get_fd", file)
        try System.sync(descriptor: descriptor, file)
        try System.sync(path: directory)
        if madeDirectory { try System.sync(path: directory + "/..") }
    }
}

/// Turns a code other than success into an error.
@inline(__always)
func check(_ code: Int32, _ operation: StaticString, _ path: String? = nil) throws(LMDBError) {
    guard code != 0 else { return }
    throw LMDBError(LMDBError.Code(rawValue: code), operation: operation.description, path: path)
}
