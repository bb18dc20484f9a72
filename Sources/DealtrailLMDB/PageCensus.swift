/// A walk over every page of a snapshot: none may be used twice, nor be used and free at once.
///
/// LMDB has no checksums. A changed page number can lead to a page of an older state, which reads like a sound one; but
/// such pages are on the free list, or are reached from elsewhere. The lowest pages of one table may be left to whoever
/// reads all of that table, which saves loading them twice: ``take(_:)``, ``withPlainPage(of:_:)``. See ``PageForm``.
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
    /// Which keys a search leads to them.
    private var ranges = LeafRanges()
    private var window: PageWindow
    /// Where the first page of the file lies for the reader of the table.
    private var base: UInt?
    private(set) var problems: [String] = []
    /// How many pages a branch page leads to at least.
    private var fewestTrees = 0
    /// How many records have the name of the table that is left.
    private var namesakes = 0
    /// Sums up what was touched ahead of its use, so that the touching is not left out.
    private var touched: UInt8 = 0

    /// Maps the file for a walk.
    ///
    /// - Parameter table: The table whose lowest pages are left to its reader.
    init(descriptor: Int32, path: String, header: DataFileHeader, leaving table: String?) throws(LMDBError) {
        let size = try System.size(ofDescriptor: descriptor, path)
        reader = try PageReader(descriptor: descriptor, byteCount: size, pageSize: header.pageSize, path)
        window = PageWindow(descriptor: descriptor, byteCount: size, pageSize: header.pageSize)
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
        // LMDB looks for two pages below each; of the free list alone it does not.
        fewestTrees = 2
        if header.mainRoot != .max { walk(header.mainRoot, depth: 0) }
        if namesakes > 1 { report("\(namesakes) records have the name of one table") }
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
        follow(PageReferences(in: page, UInt64(number), header.pageSize, nil), depth: 1)
    }

    /// Works with the page of the table to which a search for a key leads, read from the file, when it has the key and is
    /// plain; `nil` when it is anything else, or this is not known, as of a file in which something was found to be wrong.
    ///
    /// - Complexity: O(page).
    mutating func withPlainPage<Result>(
        of key: UInt64, _ body: (borrowing PlainPage) throws -> Result
    ) rethrows -> Result? {
        guard problems.isEmpty, let (number, keys) = ranges.leaf(with: key) else { return nil }
        let result: Result
        do {
            guard let bytes = window.page(number), let page = PlainPage(bytes, number: number, keys: keys),
                key >= page.first, key - page.first < UInt64(page.count)
            else { return nil }
            result = try body(page)
        }
        _ = left.remove(number)
        return result
    }

    /// Looks at the pages that nobody came to, and compares all with the free list.
    ///
    /// - Complexity: O(pages).
    mutating func finish() {
        for page in left.pages() {
            let found = references(UInt64(page))
            if found.isBranch { report("page \(page) leads to others and ought to be one of the lowest") }
            follow(found, depth: 1)
        }
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

    /// Walks a tree, all of it or so many levels, whose keys begin with the lowest.
    private mutating func walk(_ number: UInt64, depth: Int, levels: Int? = nil, from low: UInt64? = nil) {
        guard depth < 32 else { return report("page \(number) lies deeper than any tree") }
        guard use(number, count: 1) else { return }
        if levels == 0 {
            _ = left.insert(Int(number))
            ranges.append(Int(number), from: low)
            return
        }
        let found = references(number)
        if found.isBranch, found.trees.count < fewestTrees { report("page \(number) leads to less than two") }
        if found.problem == nil, !found.isBranch, levels != nil {
            report("page \(number) has records above the lowest pages")
        }
        follow(found, depth: depth, levels: levels.map { $0 - 1 }, from: low)
    }

    /// Goes on to what a page leads to; of the trees below it, so many levels.
    private mutating func follow(_ found: PageReferences, depth: Int, levels: Int? = nil, from low: UInt64? = nil) {
        if levels != 0 { touch(found.trees) }
        for (index, tree) in found.trees.enumerated() {
            // A search does not look at the first key of a page above the lowest.
            walk(tree.page, depth: depth + 1, levels: levels, from: index == 0 ? low : tree.key)
        }
        if let (root, levels) = found.partial { walk(root, depth: depth + 1, levels: levels, from: 0) }
        namesakes += found.namesakes
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
    private mutating func touch(_ trees: [PageReferences.Tree]) {
        var sum: UInt8 = 0
        for tree in trees where tree.page <= UInt64(header.lastPage) {
            guard let page = reader.page(Int(tree.page)) else { continue }
            sum &+= page.littleEndian(at: 0, as: UInt8.self)
        }
        touched &+= sum
    }

    private func references(_ number: UInt64) -> PageReferences {
        guard let page = reader.page(Int(number)) else {
            return PageReferences(problem: "page \(number) is missing from the file")
        }
        return PageReferences(in: page, number, header.pageSize, leftTable)
    }

    private mutating func overflow(_ number: UInt64, byteCount: Int) {
        let least = (16 + byteCount + header.pageSize - 1) / header.pageSize
        guard use(number, count: least) else { return }
        guard let count = overflowCount(number), count >= least else {
            return report("page \(number) is not the long record that it has to be")
        }
        // A record that was written again shorter keeps all its pages.
        if count > least { _ = use(number + UInt64(least), count: count - least) }
    }

    /// How many pages a long record has by its first; `nil` for any other page.
    private func overflowCount(_ number: UInt64) -> Int? {
        guard let page = reader.page(Int(number)), page.littleEndian(at: 0, as: UInt64.self) == number,
            page.littleEndian(at: 10, as: UInt16.self) & PageForm.overflow != 0
        else { return nil }
        return Int(page.littleEndian(at: 12, as: UInt32.self))
    }
}
