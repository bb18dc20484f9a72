/// A walk over every page of a snapshot: none may be used twice, nor be used and free at once.
///
/// LMDB has no checksums. A changed page number can lead to a page of an older state, which reads like a sound one; but
/// such pages are on the free list, or are reached from elsewhere. The lowest pages of one table may be left to whoever
/// reads all of that table, which saves loading them twice: ``take(_:)``. See ``FreeList`` for the form of a page. The record
/// of a table: 4 bytes, flags (2), depth (2), counts of branch, leaf and overflow pages and of entries, root (8 each).
struct PageCensus: ~Copyable {
    let descriptor: Int32
    let path: String
    let header: DataFileHeader
    private let size: Int
    private let reader: PageReader
    private var seen: PageSet
    /// The name of the table whose lowest pages are left to its reader.
    private let leftTable: [UInt8]?
    /// Pages that are in use, and have not been looked at.
    private var left: PageSet
    /// Where the first page of the file lies for the reader of the table.
    private var base: UInt?
    private(set) var problems: [String] = []
    /// Sums up what was touched ahead of its use, so that the touching is not left out.
    private var touched: UInt8 = 0

    private enum Flag {
        static let branch: UInt16 = 0x01
        static let leaf: UInt16 = 0x02
        static let overflow: UInt16 = 0x04
        static let bigData: UInt16 = 0x01
        static let table: UInt16 = 0x02
    }

    /// The pages that one page leads to.
    private struct References {
        var problem: String?
        /// Children of a branch page, and roots of the tables in a leaf page.
        var trees: [UInt64] = []
        /// The root of the table whose lowest pages are left to its reader, and the levels of pages above those.
        var partial: (root: UInt64, levels: Int)?
        /// Long records: the first page, and how many bytes the record has.
        var overflows: [(page: UInt64, byteCount: Int)] = []

        init(problem: String? = nil) { self.problem = problem }
    }

    /// Maps the file for a walk.
    ///
    /// - Parameter table: The table whose lowest pages are left to its reader.
    init(descriptor: Int32, path: String, header: DataFileHeader, leaving table: String?) throws(LMDBError) {
        let size = try System.size(ofDescriptor: descriptor, path)
        reader = try PageReader(descriptor: descriptor, byteCount: size, pageSize: header.pageSize, path)
        self.descriptor = descriptor
        self.path = path
        self.header = header
        self.size = size
        // The number of the last page may be damaged too; what is not in the file is not in the set.
        seen = PageSet(last: min(header.lastPage, size / header.pageSize))
        // A reader knows blocks, and not where larger pages begin.
        leftTable = header.pageSize == Entry.blockByteCount ? table.map { Array($0.utf8) } : nil
        left = PageSet(last: leftTable == nil ? 0 : min(header.lastPage, size / header.pageSize))
    }

    /// Walks the trees, but for what is left to the reader of a table.
    ///
    /// - Complexity: O(pages).
    mutating func run() {
        if header.freeListRoot != .max { walk(header.freeListRoot, depth: 0) }
        if header.mainRoot != .max { walk(header.mainRoot, depth: 0) }
    }

    /// Looks at a page that was left to the reader of a table, and passes over any other.
    ///
    /// - Parameter page: The page in the map of the reader. One at another place than its number says is passed over, and
    ///   so read where it has to be by ``finish()``.
    /// - Complexity: O(page).
    mutating func take(_ page: RawSpan) {
        guard page.byteCount == header.pageSize,
            let number = Int(exactly: page.littleEndian(at: 0, as: UInt64.self)), left.contains(number)
        else { return }
        let start =
            unsafe page.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
            &- UInt(number) &* UInt(header.pageSize)
        let isKnown = base != nil
        if base == nil { base = start }
        guard base == start, left.remove(number) else { return }
        // A first page may have another number than its own, and lie at the end of the file.
        if isKnown { touch(after: number, at: start) }
        follow(Self.references(in: page, UInt64(number), header.pageSize, nil), depth: 1, levels: nil)
    }

    /// Looks at the pages that nobody came to, and compares all with the free list.
    ///
    /// - Complexity: O(pages).
    mutating func finish() {
        for page in left.pages() { follow(references(UInt64(page)), depth: 1, levels: nil) }
        do throws(LMDBError) {
            let free = try FreeList(descriptor: descriptor, path: path, header: header, size: size).pages()
            let both = free.filter { seen.contains($0) }
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
        for page in Int(number)..<Int(number) + count where !seen.insert(page) {
            report("page \(page) is referred to twice, or missing from the file")
            return false
        }
        return true
    }

    /// Walks a tree, all of it or so many levels.
    private mutating func walk(_ number: UInt64, depth: Int, levels: Int? = nil) {
        guard depth < 32, use(number, count: 1) else { return }
        if levels == 0 {
            _ = left.insert(Int(number))
        } else {
            follow(references(number), depth: depth, levels: levels.map { $0 - 1 })
        }
    }

    /// Goes on to what a page leads to; of the trees below it, so many levels.
    private mutating func follow(_ found: References, depth: Int, levels: Int?) {
        if levels != 0 { touch(found.trees) }
        for tree in found.trees { walk(tree, depth: depth + 1, levels: levels) }
        if let (root, levels) = found.partial { walk(root, depth: depth + 1, levels: levels) }
        for (page, byteCount) in found.overflows { overflow(page, byteCount: byteCount) }
        if let problem = found.problem { report(problem) }
    }

    /// Loads a byte of the two pages behind one, in the map of the reader, who most often reads them next: the processor
    /// then knows where they are, and can fetch more of them ahead.
    private mutating func touch(after number: Int, at start: UInt) {
        let last = min(number + 2, header.lastPage, size / header.pageSize - 1)
        for page in number..<max(number, last) {
            let address = start &+ UInt(page + 1) &* UInt(header.pageSize)
            guard let place = unsafe UnsafeRawPointer(bitPattern: address) else { return }
            touched &+= unsafe place.load(as: UInt8.self)
        }
    }

    /// Loads the beginning of pages that are looked at next, all at once: what waits for one waits for many.
    private mutating func touch(_ numbers: [UInt64]) {
        var sum: UInt8 = 0
        for number in numbers where number <= UInt64(header.lastPage) {
            guard let page = reader.page(Int(number)) else { continue }
            sum &+= page.littleEndian(at: 0, as: UInt8.self)
        }
        touched &+= sum
    }

    private func references(_ number: UInt64) -> References {
        guard let page = reader.page(Int(number)) else {
            return References(problem: "page \(number) is missing from the file")
        }
        return Self.references(in: page, number, header.pageSize, leftTable)
    }

    /// What a page leads to, up to the first record that does not fit it.
    private static func references(
        in page: RawSpan, _ number: UInt64, _ pageSize: Int, _ leftTable: [UInt8]?
    ) -> References {
        let flags = page.littleEndian(at: 10, as: UInt16.self)
        let lower = Int(page.littleEndian(at: 12, as: UInt16.self))
        let upper = Int(page.littleEndian(at: 14, as: UInt16.self))
        guard page.littleEndian(at: 0, as: UInt64.self) == number,
            flags & ~0x10 == Flag.branch || flags & ~0x10 == Flag.leaf,
            lower >= 16, lower <= upper, upper <= pageSize
        else { return References(problem: "page \(number) is not what it has to be") }
        var found = References()
        if flags & Flag.branch != 0 { found.trees.reserveCapacity((lower - 16) / 2) }
        for slot in 0..<(lower - 16) / 2 {
            let node = Int(page.littleEndian(at: 16 + 2 * slot, as: UInt16.self))
            guard node >= upper, node + 8 <= pageSize else {
                found.problem = "page \(number) has a record outside of it"
                return found
            }
            let low = UInt64(page.littleEndian(at: node, as: UInt32.self))
            let nodeFlags = page.littleEndian(at: node + 4, as: UInt16.self)
            if flags & Flag.branch != 0 {
                found.trees.append(low | UInt64(nodeFlags) << 32)
                continue
            }
            let data = node + 8 + Int(page.littleEndian(at: node + 6, as: UInt16.self))
            let stored = nodeFlags & Flag.bigData != 0 ? 8 : Int(low)
            guard data + stored <= pageSize else {
                found.problem = "page \(number) has a record that is longer than it"
                return found
            }
            if nodeFlags & Flag.bigData != 0 {
                found.overflows.append((page.littleEndian(at: data, as: UInt64.self), Int(low)))
            } else if nodeFlags & Flag.table != 0, stored == 48 {
                let root = page.littleEndian(at: data + 40, as: UInt64.self)
                guard root != .max else { continue }
                if let leftTable, found.partial == nil, isName(leftTable, page.extracting(node + 8..<data)) {
                    let levels = Int(page.littleEndian(at: data + 6, as: UInt16.self))
                    found.partial = (root, max(0, levels - 1))
                } else {
                    found.trees.append(root)
                }
            }
        }
        return found
    }

    private static func isName(_ name: [UInt8], _ key: RawSpan) -> Bool {
        unsafe key.withUnsafeBytes { unsafe $0.elementsEqual(name) }
    }

    private mutating func overflow(_ number: UInt64, byteCount: Int) {
        let count = (16 + byteCount + header.pageSize - 1) / header.pageSize
        guard use(number, count: count) else { return }
        if !isOverflow(number, count: count) {
            report("page \(number) is not the long record that it has to be")
        }
    }

    private func isOverflow(_ number: UInt64, count: Int) -> Bool {
        guard let page = reader.page(Int(number)) else { return false }
        return page.littleEndian(at: 0, as: UInt64.self) == number
            && page.littleEndian(at: 10, as: UInt16.self) & Flag.overflow != 0
            && Int(page.littleEndian(at: 12, as: UInt32.self)) == count
    }
}
