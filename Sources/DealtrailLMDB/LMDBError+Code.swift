internal import DealtrailCLMDB

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension LMDBError {
    /// The number of a failure.
    ///
    /// Negative numbers from -30,799 to -30,780 are LMDB's, positive numbers are `errno`, numbers from -31,999 to
    /// -31,980 are this module's own. Compare with the named constants; a number without a name is legal.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The number as LMDB, the operating system or this module gives it.
        public let rawValue: Int32

        /// Makes a code of a number.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }
    }
}

// MARK: - LMDB

extension LMDBError.Code {
    /// The key is there already (`MDB_KEYEXIST`).
    ///
    /// In append mode: the key is not above the last one.
    public static let keyExists = Self(rawValue: MDB_KEYEXIST)
    /// The key, or the table, is not there (`MDB_NOTFOUND`).
    public static let notFound = Self(rawValue: MDB_NOTFOUND)
    /// A page that the tree points to is not there (`MDB_PAGE_NOTFOUND`): corruption.
    public static let pageNotFound = Self(rawValue: MDB_PAGE_NOTFOUND)
    /// A page has the wrong type or content (`MDB_CORRUPTED`).
    public static let corrupted = Self(rawValue: MDB_CORRUPTED)
    /// A meta page could not be written; the environment is unusable until it is opened again (`MDB_PANIC`).
    public static let panic = Self(rawValue: MDB_PANIC)
    /// The file, or the library, is of another format version (`MDB_VERSION_MISMATCH`).
    public static let versionMismatch = Self(rawValue: MDB_VERSION_MISMATCH)
    /// The file is not an LMDB database (`MDB_INVALID`).
    public static let notADatabase = Self(rawValue: MDB_INVALID)
    /// The map is full (`MDB_MAP_FULL`).
    public static let mapFull = Self(rawValue: MDB_MAP_FULL)
    /// No table handle is left (`MDB_DBS_FULL`).
    public static let tablesFull = Self(rawValue: MDB_DBS_FULL)
    /// No reader slot is left (`MDB_READERS_FULL`).
    public static let readersFull = Self(rawValue: MDB_READERS_FULL)
    /// No thread-local key is left (`MDB_TLS_FULL`).
    public static let threadKeysFull = Self(rawValue: MDB_TLS_FULL)
    /// The transaction has too many changed pages (`MDB_TXN_FULL`).
    public static let transactionFull = Self(rawValue: MDB_TXN_FULL)
    /// The tree is deeper than a cursor can hold (`MDB_CURSOR_FULL`).
    public static let cursorFull = Self(rawValue: MDB_CURSOR_FULL)
    /// A page has no room (`MDB_PAGE_FULL`): a defect of the library.
    public static let pageFull = Self(rawValue: MDB_PAGE_FULL)
    /// Another process grew the map and a transaction of this process keeps the old one in use (`MDB_MAP_RESIZED`).
    public static let mapResized = Self(rawValue: MDB_MAP_RESIZED)
    /// The table is of another kind than the call expects (`MDB_INCOMPATIBLE`).
    public static let incompatible = Self(rawValue: MDB_INCOMPATIBLE)
    /// A reader slot was used twice (`MDB_BAD_RSLOT`).
    public static let badReaderSlot = Self(rawValue: MDB_BAD_RSLOT)
    /// The transaction was reset, has failed before, or is otherwise unusable (`MDB_BAD_TXN`).
    public static let badTransaction = Self(rawValue: MDB_BAD_TXN)
    /// A key is empty or longer than 511 bytes, or a value is too long (`MDB_BAD_VALSIZE`).
    public static let badValueSize = Self(rawValue: MDB_BAD_VALSIZE)
    /// The table handle changed under the transaction (`MDB_BAD_DBI`).
    public static let badTable = Self(rawValue: MDB_BAD_DBI)
}

// MARK: - The operating system

extension LMDBError.Code {
    /// The disk is full (`ENOSPC`).
    public static let noSpace = Self(rawValue: ENOSPC)
    /// The file would pass the size limit of the process (`EFBIG`).
    public static let fileTooLarge = Self(rawValue: EFBIG)
    /// The disk failed (`EIO`).
    public static let inputOutput = Self(rawValue: EIO)
    /// The process may not do that to the file, or the environment is open for reading only (`EACCES`).
    public static let accessDenied = Self(rawValue: EACCES)
    /// The file or directory does not exist (`ENOENT`).
    public static let noSuchFile = Self(rawValue: ENOENT)
    /// A resource is busy for the moment (`EAGAIN`).
    public static let tryAgain = Self(rawValue: EAGAIN)
    /// There is no memory, or no address space for the map (`ENOMEM`).
    public static let outOfMemory = Self(rawValue: ENOMEM)
    /// An argument makes no sense (`EINVAL`).
    public static let invalidArgument = Self(rawValue: EINVAL)
    /// The file exists already (`EEXIST`).
    public static let fileExists = Self(rawValue: EEXIST)
    /// The file system is mounted for reading only (`EROFS`).
    public static let readOnlyFileSystem = Self(rawValue: EROFS)
}

// MARK: - This module

extension LMDBError.Code {
    /// The environment is open in this process already.
    public static let alreadyOpen = Self(rawValue: -31_999)
    /// The data file ends before the last page that its header names.
    public static let truncated = Self(rawValue: -31_998)
    /// The process was forked after the environment was opened.
    public static let forkedProcess = Self(rawValue: -31_997)
    /// The environment was closed.
    public static let closed = Self(rawValue: -31_996)
    /// The environment was opened without leave to delete.
    public static let deletesForbidden = Self(rawValue: -31_995)
    /// The table belongs to another environment, or to a transaction that was not committed.
    public static let foreignTable = Self(rawValue: -31_994)
    /// The call needs an environment without open transactions.
    public static let transactionsOpen = Self(rawValue: -31_993)
    /// The write transaction is used on another thread than the one that began it.
    public static let wrongThread = Self(rawValue: -31_992)
    /// The thread has a write transaction of this environment open already.
    public static let nestedWrite = Self(rawValue: -31_991)
    /// The directory lies on a network file system.
    public static let networkFileSystem = Self(rawValue: -31_990)
    /// The table came into being after the transaction began; a new transaction sees it.
    public static let tableNotVisible = Self(rawValue: -31_989)
}
