/// A walk over every page of a snapshot: none may be used twice, nor be used and free at once.
///
/// LMDB has no checksums. A changed page number can lead to a page of an older state, which reads like a sound one; but
/// such pages are on the free list, or are reached from elsewhere. See ``FreeList`` for the form of a page. The record
/// of a table: 4 bytes, flags (2), depth (2), counts of branch, leaf and overflow pages and of entries, root (8 each).
struct PageCensus {
    let descriptor: Int32
    let path: String
    let header: DataFileHeader
    private var seen: Set<Int> = []
    private(set) var problems: [String] = []

    private enum Flag {
        static let branch: UInt16 = 0x01
        static let leaf: UInt16 = 0x02
        static let overflow: UInt16 = 0x04
        static let bigData: UInt16 = 0x01
        static let table: UInt16 = 0x02
    }

    init(descriptor: Int32, path: String, header: DataFileHeader) {
        self.descriptor = descriptor
        self.path = path
        self.header = header
    }

    /// Walks the trees, then compares with the free list.
    ///
    /// - Complexity: O(pages).
    mutating func run() {
        do throws(LMDBError) {
            let size = try System.size(ofDescriptor: descriptor, path)
            if header.freeListRoot != .max { try walk(header.freeListRoot, depth: 0) }
            if header.mainRoot != .max { try walk(header.mainRoot, depth: 0) }
            let free = try FreeList(descriptor: descriptor, path: path, header: header, size: size).pages()
            let both = seen.intersection(free)
            if let first = both.min() { report("\(both.count) pages are in use and free, the first is \(first)") }
            if let last = free.max(), last > header.lastPage { report("page \(last) is free and beyond the last") }
        } catch {
            report("a page cannot be read: \(error)")
        }
    }

    private mutating func report(_ problem: String) {
        if problems.count < 20 { problems.append(problem) }
    }

    /// Counts pages as used; `false` when they cannot be.
    private mutating func use(_ number: UInt64, count: Int) -> Bool {
        guard number >= 2, count > 0, number <= UInt64(header.lastPage), count <= header.lastPage - Int(number) + 1
        else {
            report("page \(number) is referred to and beyond the last, \(header.lastPage)")
            return false
        }
        for page in Int(number)..<Int(number) + count where !seen.insert(page).inserted {
            report("page \(page) is referred to twice")
            return false
        }
        return true
    }

    private mutating func walk(_ number: UInt64, depth: Int) throws(LMDBError) {
        guard depth < 32, use(number, count: 1) else { return }
        let storage = try System.read(
            descriptor, at: Int(number) * header.pageSize, count: header.pageSize, path)
        guard storage.count == header.pageSize else { return report("page \(number) is missing from the file") }
        let page = unsafe storage.span.bytes
        let flags = page.littleEndian(at: 10, as: UInt16.self)
        let lower = Int(page.littleEndian(at: 12, as: UInt16.self))
        let upper = Int(page.littleEndian(at: 14, as: UInt16.self))
        guard page.littleEndian(at: 0, as: UInt64.self) == number,
            flags & ~0x10 == Flag.branch || flags & ~0x10 == Flag.leaf,
            lower >= 16, lower <= upper, upper <= header.pageSize
        else { return report("page \(number) is not what it has to be") }
        for slot in 0..<(lower - 16) / 2 {
            let node = Int(page.littleEndian(at: 16 + 2 * slot, as: UInt16.self))
            guard node >= upper, node + 8 <= header.pageSize else {
                return report("page \(number) has a record outside of it")
            }
            let low = UInt64(page.littleEndian(at: node, as: UInt32.self))
            let nodeFlags = page.littleEndian(at: node + 4, as: UInt16.self)
            if flags & Flag.branch != 0 {
                try walk(low | UInt64(nodeFlags) << 32, depth: depth + 1)
                continue
            }
            let data = node + 8 + Int(page.littleEndian(at: node + 6, as: UInt16.self))
            let stored = nodeFlags & Flag.bigData != 0 ? 8 : Int(low)
            guard data + stored <= header.pageSize else {
                return report("page \(number) has a record that is longer than it")
            }
            if nodeFlags & Flag.bigData != 0 {
                try overflow(page.littleEndian(at: data, as: UInt64.self), byteCount: Int(low))
            } else if nodeFlags & Flag.table != 0, stored == 48 {
                let root = page.littleEndian(at: data + 40, as: UInt64.self)
                if root != .max { try walk(root, depth: depth + 1) }
            }
        }
    }

    private mutating func overflow(_ number: UInt64, byteCount: Int) throws(LMDBError) {
        let count = (16 + byteCount + header.pageSize - 1) / header.pageSize
        guard use(number, count: count) else { return }
        let storage = try System.read(descriptor, at: Int(number) * header.pageSize, count: 16, path)
        guard storage.count == 16 else { return report("page \(number) is missing from the file") }
        let page = unsafe storage.span.bytes
        guard page.littleEndian(at: 0, as: UInt64.self) == number,
            page.littleEndian(at: 10, as: UInt16.self) & Flag.overflow != 0,
            Int(page.littleEndian(at: 12, as: UInt32.self)) == count
        else { return report("page \(number) is not the long record that it has to be") }
    }
}
