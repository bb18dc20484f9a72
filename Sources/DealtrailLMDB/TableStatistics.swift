/// The size of a table in one snapshot.
public struct TableStatistics: Hashable, Sendable {
    /// The number of records.
    public let entries: Int
    /// The height of the tree; 0 when it is empty.
    public let depth: Int
    /// The inner pages.
    public let branchPages: Int
    /// The pages with records.
    public let leafPages: Int
    /// The pages of values too long for a leaf (about half a page).
    public let overflowPages: Int
    /// The size of a page in bytes.
    public let pageSize: Int

    /// All pages of the table.
    public var pages: Int { branchPages + leafPages + overflowPages }
    /// All bytes of the table's pages, the free room in them included.
    public var byteCount: Int { pages * pageSize }
}
