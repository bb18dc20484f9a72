/// What one of the two meta pages of a data file says (format version 1 of LMDB 0.9, 64-bit, native byte order).
struct DataFileHeader: Hashable, Sendable {
    static let byteCount = 152

    let pageSize: Int
    let mapSize: Int
    /// The marks of the free list and of the main table.
    let flags: [UInt16]
    let freeListRoot: UInt64
    let mainRoot: UInt64
    let lastPage: Int
    let transaction: UInt64

    /// The shortest file that holds every page; wrong only by pages at the end that are free and were never written.
    var minimumSize: Int { (lastPage + 1) * pageSize }

    /// Whether both are of the kind that LMDB makes: the free list has integers as keys, the main table has bytes.
    var isOfItsKind: Bool { flags == [0x08, 0] }

    /// Reads the meta page that starts at the beginning of the bytes.
    init(_ bytes: RawSpan, _ path: String) throws(LMDBError) {
        let operation = "Environment.init"
        guard bytes.byteCount >= Self.byteCount else { throw LMDBError(.truncated, operation: operation, path: path) }
        let isMeta = bytes.native(at: 10, as: UInt16.self) & 0x08 != 0
        guard isMeta, bytes.native(at: 16, as: UInt32.self) == 0xBEEF_C0DE else {
            throw LMDBError(.notADatabase, operation: operation, path: path)
        }
        let version = bytes.native(at: 20, as: UInt32.self)
        guard version == 1 else {
            throw LMDBError(.versionMismatch, operation: operation, path: path, detail: "format version \(version)")
        }
        let size = Int(bytes.native(at: 40, as: UInt32.self))
        let last = bytes.native(at: 136, as: UInt64.self)
        guard size >= 512, size <= 65_536, size.nonzeroBitCount == 1, last < UInt64(Int64.max) / 65_536 else {
            throw LMDBError(
                .corrupted, operation: operation, path: path, detail: "page size \(size), last page \(last)")
        }
        pageSize = size
        mapSize = Int(clamping: bytes.native(at: 32, as: UInt64.self))
        flags = [bytes.native(at: 44, as: UInt16.self), bytes.native(at: 92, as: UInt16.self)]
        freeListRoot = bytes.native(at: 80, as: UInt64.self)
        mainRoot = bytes.native(at: 128, as: UInt64.self)
        lastPage = Int(last)
        transaction = bytes.native(at: 144, as: UInt64.self)
    }
}

extension RawSpan {
    /// An integer in the byte order of the machine, which is the order of LMDB's own pages.
    fileprivate func native<Value: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Value.Type
    ) -> Value {
        littleEndian(at: offset, as: type).littleEndian
    }
}
