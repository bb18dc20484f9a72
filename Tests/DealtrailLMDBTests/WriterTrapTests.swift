import DealtrailLMDB
import Testing

/// Readers pass over all of this, and the next writer would write over what others need, or end by a signal.
@Suite("A check of a file finds what only a writer would stumble over")
struct WriterTrapTests {
    let scratch = Scratch()
    private static let pageSize = 4_096

    /// A sound file with some commits, so that pages are free.
    private func sound(_ count: Int = 1_000) throws -> [UInt8] {
        do {
            let environment = try scratch.open()
            try environment.fill(count)
            for start in stride(from: count, to: count + 50, by: 10) { try environment.fill(10, from: start) }
        }
        return contents(scratch.dataFile)
    }

    private func problems(_ bytes: [UInt8]) throws -> [String] {
        replace(scratch.dataFile, with: bytes)
        return try scratch.open().fileProblems()
    }

    private func integer(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private func set(_ value: Int, _ bytes: inout [UInt8], _ place: Int, _ count: Int) {
        for index in 0..<count { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }

    /// Where the newest meta page begins.
    private func newest(_ bytes: [UInt8]) -> Int {
        integer(bytes, 144, 8) > integer(bytes, Self.pageSize + 144, 8) ? 0 : Self.pageSize
    }

    /// Where the records of the free list begin: eight bytes, the commit, the count of its pages, their numbers.
    private func freed(_ bytes: [UInt8]) -> [Int] {
        let page = integer(bytes, newest(bytes) + 80, 8) * Self.pageSize
        return (0..<(integer(bytes, page + 12, 2) - 16) / 2).map { page + integer(bytes, page + 16 + 2 * $0, 2) }
    }

    /// Where the record of the table begins that is in use.
    private func table(_ bytes: [UInt8]) throws -> Int {
        let page = integer(bytes, newest(bytes) + 128, 8) * Self.pageSize
        return page + integer(bytes, page + 16, 2)
    }

    private func listCannotBeRead(_ change: (inout [UInt8], Int) -> Void) throws -> Bool {
        var bytes = try sound()
        let record = try #require(freed(bytes).first { integer(bytes, $0 + 16, 8) >= 3 })
        change(&bytes, record)
        let commit = integer(bytes, newest(bytes) + 144, 8)
        return try problems(bytes).contains("the free list of commit \(commit) cannot be read")
    }

    @Test func `a file with free pages is sound`() throws {
        let bytes = try sound()
        #expect(freed(bytes).count > 1)
        #expect(try problems(bytes) == [])
    }

    @Test func `a page is free twice`() throws {
        #expect(try listCannotBeRead { set(integer($0, $1 + 24, 8), &$0, $1 + 32, 8) })
    }

    @Test func `a page is free in two commits`() throws {
        var bytes = try sound()
        let records = freed(bytes)
        try #require(records.count > 1)
        let other = integer(bytes, records[1] + 24, 8)
        set(other, &bytes, records[0] + 24, 8)
        #expect(try problems(bytes).contains { $0.hasPrefix("the free list of commit") })
    }

    @Test(arguments: [0, 1]) func `a meta page is free`(page: Int) throws {
        // The smallest number comes last.
        #expect(try listCannotBeRead { set(page, &$0, $1 + 16 + 8 * integer($0, $1 + 16, 8), 8) })
    }

    @Test func `free pages are out of order`() throws {
        #expect(
            try listCannotBeRead { bytes, record in
                for index in 24..<32 { bytes.swapAt(record + index, record + index + 8) }
            })
    }

    @Test func `two commits have one number in the free list`() throws {
        var bytes = try sound()
        let records = freed(bytes)
        try #require(records.count > 1)
        for index in 8..<16 { bytes[records[1] + index] = bytes[records[0] + index] }
        #expect(try problems(bytes).contains { $0.hasPrefix("the free list of commit") })
    }

    @Test(arguments: [44, 92]) func `the free list, or the main table, is of another kind`(place: Int) throws {
        let whole = try sound()
        for flag: UInt8 in [2, 4, 16] {
            var bytes = whole
            bytes[newest(bytes) + place] |= flag
            // LMDB may refuse the file before anything looks at it.
            let found = try? problems(bytes)
            #expect(found?.contains { $0.hasSuffix("has tables of another kind") } ?? true)
        }
    }

    @Test func `a table is of another kind`() throws {
        var bytes = try sound()
        bytes[try table(bytes) + 9 + 4] |= 4
        #expect(try problems(bytes).contains { $0.hasSuffix("is of another kind") })
    }

    @Test(arguments: [2, 3, 4, 8]) func `a record has a mark of another kind`(mark: UInt8) throws {
        var bytes = try sound()
        let leaf =
            try #require(
                (2..<bytes.count / Self.pageSize).last { page in
                    let start = page * Self.pageSize
                    return integer(bytes, start + 10, 2) == 2 && integer(bytes, start + 12, 2) > 40
                }) * Self.pageSize
        bytes[leaf + integer(bytes, leaf + 18, 2) + 4] |= mark
        #expect(try problems(bytes).contains { $0.hasSuffix("has a record of another kind") })
    }

    @Test func `a page has more room for records than they are long`() throws {
        let whole = try sound()
        let page = integer(whole, newest(whole) + 128, 8) * Self.pageSize
        var bytes = whole
        set(integer(bytes, page + 14, 2) - 2, &bytes, page + 14, 2)
        #expect(try problems(bytes).contains { $0.contains("bytes of records, and they are") })
        bytes = whole
        set(integer(bytes, page + 12, 2) + 1, &bytes, page + 12, 2)
        #expect(try problems(bytes).contains { $0.hasSuffix("is not what it has to be") })
    }

    @Test func `a tree is deeper than its record says`() throws {
        var bytes = try sound(12_000)
        let depth = try table(bytes) + 9 + 6
        try #require(integer(bytes, depth, 2) == 3)
        set(2, &bytes, depth, 2)
        replace(scratch.dataFile, with: bytes)
        var check = try scratch.open().fileCheck(leaving: "t")
        #expect(try check.finish().contains { $0.hasSuffix("leads to others and ought to be one of the lowest") })
    }

    @Test(arguments: [80, 40, 24]) func `the newest meta page is that of the commit before, with a number of its own`(
        start: Int
    ) throws {
        var bytes = try sound()
        let place = newest(bytes)
        for index in start..<144 { bytes[place + index] = bytes[Self.pageSize - place + index] }
        let commit = integer(bytes, place + 144, 8)
        #expect(
            try problems(bytes).contains("the meta page of commit \(commit) knows of no commit after \(commit - 1)"))
    }
}
