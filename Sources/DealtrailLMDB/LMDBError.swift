/// A failure of the store: the code, the call that reported it and the file it concerns.
///
/// Every function of this module that can fail throws this type and no other. Two errors are equal when all four
/// fields are.
public struct LMDBError: Error, Hashable, Sendable {
    /// What went wrong: a code of LMDB, an `errno` of the operating system, or one of this module's own.
    public let code: Code
    /// The call that failed, by its name in `lmdb.h`, the C library or this module, such as `mdb_put`.
    public let operation: String
    /// The directory or file concerned; `nil` when the call concerns none.
    public let path: String?
    /// Figures that belong to this one failure, such as the size of the map; `nil` when there are none.
    public let detail: String?

    /// Makes an error.
    public init(_ code: Code, operation: String, path: String? = nil, detail: String? = nil) {
        self.code = code
        self.operation = operation
        self.path = path
        self.detail = detail
    }
}

extension LMDBError {
    /// Whether the transaction may or may not be on disk.
    ///
    /// True for a commit that failed in the operating system. Abandon every transaction, open the environment again
    /// and look at what it holds; do not simply write again. False for a commit that LMDB refused before it wrote.
    public var isOutcomeUnknown: Bool {
        // lmdb.h, mdb_txn_commit: EIO, ENOSPC and the rest of errno can come before or after the meta page was written.
        operation == "mdb_txn_commit" && (code.rawValue > 0 || code == .panic)
    }
}
