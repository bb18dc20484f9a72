internal import DealtrailCLMDB

extension LMDBError: CustomStringConvertible {
    /// One line: what failed, where, and what to do about it.
    public var description: String {
        var text = "\(operation): \(code)"
        if let detail { text += " (\(detail))" }
        if let path { text += ", at \(path)" }
        if let advice = code.advice { text += "; \(advice)" }
        return text
    }
}

extension LMDBError.Code: CustomStringConvertible {
    /// What the code says, in a few words, with its number.
    public var description: String {
        "\(meaning) [\(rawValue)]"
    }

    private var meaning: String {
        switch self {
        case .alreadyOpen: "the environment is open in this process already"
        case .truncated: "the data file is shorter than its header says"
        case .forkedProcess: "the process was forked after the environment was opened"
        case .closed: "the environment was closed"
        case .deletesForbidden: "this environment allows no deletes"
        case .foreignTable: "the table does not belong to this environment or was never committed"
        case .transactionsOpen: "transactions of this process are open"
        case .wrongThread: "a write transaction was used on another thread than its own"
        case .nestedWrite: "this thread has a write transaction open already"
        case .networkFileSystem: "the directory lies on a network file system"
        case .tableNotVisible: "the table was created after this transaction began"
        case .mapFull: "the map is full"
        case .notADatabase: "the file is not an LMDB database"
        case .versionMismatch: "the format version is not 0.9's"
        default: unsafe String(cString: mdb_strerror(rawValue))
        }
    }

    fileprivate var advice: String? {
        switch self {
        case .keyExists: "a key in append mode must be above the last one; in insert mode it must be new"
        case .pageNotFound, .corrupted: "stop writing, verify the trail and restore it from a backup"
        case .panic: "close the environment, open it again and compare its head before writing"
        case .versionMismatch: "use a liblmdb of the 0.9 series and a file that it wrote"
        case .notADatabase: "check the path; restore the file from a backup if it was one"
        case .mapFull: "nothing was written; close it everywhere and open it with a larger map, or call growMap(to:)"
        case .tablesFull: "open the environment with a larger maxTables"
        case .readersFull: "end read transactions, call checkReaders(), or open with a larger maxReaders"
        case .transactionFull: "commit in smaller batches"
        case .mapResized: "end the transactions of this process and begin again"
        case .badTransaction: "an earlier call failed or the transaction was reset; begin a new one"
        case .badValueSize: "keys have 1 to 511 bytes"
        case .noSpace, .fileTooLarge: "free space on the volume, then open the environment again and compare its head"
        case .inputOutput: "check the disk, then open the environment again and compare its head"
        case .accessDenied: "check the permissions of the directory and that it was not opened for reading only"
        case .noSuchFile: "check the path, or open with create set"
        case .outOfMemory: "the map may exceed the address space limit of the process; lower mapSize"
        case .fileExists: "copy to an empty directory"
        case .alreadyOpen: "use Environment.shared(at:configuration:) with the same configuration"
        case .truncated: "do not write to it; restore the file from a backup"
        case .forkedProcess: "open the environment in the child; never use one from before the fork"
        case .closed: "open it again"
        case .deletesForbidden: "only derived environments are opened with allowsDeletes"
        case .foreignTable: "open the table in a transaction of the environment it is used with"
        case .transactionsOpen: "end them first"
        case .wrongThread: "begin, use and commit a write transaction on one thread"
        case .nestedWrite: "commit or abandon it first"
        case .networkFileSystem: "keep the trail on a local disk"
        case .tableNotVisible: "begin a new transaction"
        default: nil
        }
    }
}
