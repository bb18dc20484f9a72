/// The form of a page of LMDB 0.9, as far as it is read here without LMDB.
///
/// A page: 16 bytes of header (its number at 0, marks at 10, the end of the pointer array at 12 and the beginning of the records
/// at 14; on an overflow page the count of pages at 12), then 2-byte offsets of nodes. A node: data size or child page (low,
/// high: 2 bytes each), marks or the high bits of the child (2), key size (2), key, data. The record of a table: 4 bytes, flags
/// (2), depth (2), counts of branch, leaf and overflow pages and of entries, root (8 each).
enum PageForm {
    static let headerByteCount = 16
    /// What a node has in front of its key.
    static let nodeByteCount = 8
    static let tableByteCount = 48

    /// Marks of a page.
    static let branch: UInt16 = 0x01
    static let leaf: UInt16 = 0x02
    static let overflow: UInt16 = 0x04
    /// Marks of a node: its data has pages of its own, or is the record of a table.
    static let bigData: UInt16 = 0x01
    static let table: UInt16 = 0x02
}
