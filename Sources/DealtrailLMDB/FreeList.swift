/// The free pages of a data file, read from the file and not from the map.
///
/// See ``PageForm``. A value of the free list: a count and as many page numbers of 8 bytes.
struct FreeList {
    let descriptor: Int32
    let path: String
    let header: DataFileHeader
    let size: Int

    /// All free pages of the snapshot.
    ///
    /// A writer trusts the list: it takes what is there twice, or out of order, for another page's room as well.
    ///
    /// - Throws: ``LMDBError`` with `corrupted` when a page lies outside the file or makes no sense, is there twice or is one
    ///   of the meta pages, or the list is not in its order.
    func pages() throws(LMDBError) -> Set<Int> { try contents().pages }

    /// The number of the last commit that freed a page, by what the list says; 0 for an empty list.
    ///
    /// - Throws: ``LMDBError`` as ``pages()`` does.
    func lastCommit() throws(LMDBError) -> UInt64 { try contents().lastCommit }

    private struct Contents {
        var pages: Set<Int> = []
        var lastCommit: UInt64 = 0
        /// How many pages of the tree were read; more than the file has are in a circle.
        var treePages = 0
    }

    private func contents() throws(LMDBError) -> Contents {
        var found = Contents()
        if header.freeListRoot != UInt64.max { try collect(header.freeListRoot, depth: 0, into: &found) }
        return found
    }

    private var corrupted: LMDBError { LMDBError(.corrupted, operation: "Environment.init", path: path) }

    private func bytes(page: UInt64, count: Int) throws(LMDBError) -> [UInt8] {
        guard page < UInt64(size / header.pageSize), count <= size else { throw corrupted }
        let bytes = try System.read(descriptor, at: Int(page) * header.pageSize, count: count, path)
        guard bytes.count == count else { throw corrupted }
        return bytes
    }

    private func collect(_ number: UInt64, depth: Int, into found: inout Contents) throws(LMDBError) {
        found.treePages += 1
        guard depth < 32, found.treePages <= size / header.pageSize else { throw corrupted }
        let storage = try bytes(page: number, count: header.pageSize)
        let page = unsafe storage.span.bytes
        let flags = page.littleEndian(at: 10, as: UInt16.self)
        let lower = Int(page.littleEndian(at: 12, as: UInt16.self))
        guard lower >= 16, lower <= header.pageSize else { throw corrupted }
        for slot in 0..<(lower - 16) / 2 {
            let node = Int(page.littleEndian(at: 16 + 2 * slot, as: UInt16.self))
            guard node >= 16, node + 8 <= header.pageSize else { throw corrupted }
            let low = UInt64(page.littleEndian(at: node, as: UInt32.self))
            let nodeFlags = page.littleEndian(at: node + 4, as: UInt16.self)
            if flags & PageForm.branch != 0 {
                try collect(low | UInt64(nodeFlags) << 32, depth: depth + 1, into: &found)
                continue
            }
            guard flags & PageForm.leaf != 0 else { throw corrupted }
            guard nodeFlags & ~PageForm.bigData == 0, node + 16 <= header.pageSize,
                page.littleEndian(at: node + 6, as: UInt16.self) == 8
            else { throw corrupted }
            // The key is the number of the commit that freed the pages; they ascend.
            let commit = page.littleEndian(at: node + 8, as: UInt64.self)
            guard commit > found.lastCommit else { throw corrupted }
            found.lastCommit = commit
            let data = node + 8 + Int(page.littleEndian(at: node + 6, as: UInt16.self))
            if nodeFlags & PageForm.bigData != 0 {
                guard data + 8 <= header.pageSize else { throw corrupted }
                let overflow = page.littleEndian(at: data, as: UInt64.self)
                let value = try bytes(page: overflow, count: 16 + Int(low))
                try unsafe add(value.span.bytes.extracting(droppingFirst: 16), to: &found.pages)
            } else {
                guard data + Int(low) <= header.pageSize else { throw corrupted }
                try add(page.extracting(data..<data + Int(low)), to: &found.pages)
            }
        }
    }

    private func add(_ list: RawSpan, to found: inout Set<Int>) throws(LMDBError) {
        guard list.byteCount >= 8, list.byteCount.isMultiple(of: 8) else { throw corrupted }
        let count = list.littleEndian(at: 0, as: UInt64.self)
        guard count <= UInt64(list.byteCount / 8 - 1) else { throw corrupted }
        var last = Int.max
        for index in 0..<Int(count) {
            let page = Int(clamping: list.littleEndian(at: 8 + 8 * index, as: UInt64.self))
            guard page >= 2, page < last, found.insert(page).inserted else { throw corrupted }
            last = page
        }
    }
}
