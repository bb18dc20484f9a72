import DealtrailLMDB
import DealtrailTesting
import Testing

@Suite("A check of a file beside a reader of all records")
struct FileCheckTests {
    let scratch = Scratch()

    /// What a check finds when so many records of the table are read, and their pages handed over.
    private func problems(reading count: Int, committing: Bool = false) throws -> [String] {
        let environment = try scratch.open()
        var check = try environment.fileCheck(leaving: "t")
        do {
            let snapshot = try environment.read()
            var cursor = try snapshot.cursor(try snapshot.table("t"))
            for _ in 0..<count {
                guard let entry = try cursor.next() else { break }
                check.take(pageOf: entry)
            }
        }
        if committing { try environment.fill(10, from: 1_000) }
        return try check.finish()
    }

    /// The numbers of the pages of records, of which there are many to a page.
    private func leaves(_ bytes: [UInt8]) -> [Int] {
        (2..<bytes.count / 4_096).filter { bytes[$0 * 4_096 + 10] == 2 && bytes[$0 * 4_096 + 12] > 40 }
    }

    @Test(arguments: [0, 1, 500, 1_000]) func `a sound file has no problems, whatever was read`(count: Int) throws {
        do { try scratch.open().fill(1_000) }
        #expect(try problems(reading: count) == [])
    }

    @Test func `long records are counted where they are read, and where nobody reads them`() throws {
        do { try scratch.open().fill(100, valueLength: 10_000) }
        #expect(try problems(reading: 0) == [])
        #expect(try problems(reading: 50) == [])
        #expect(try problems(reading: 100) == [])
    }

    @Test func `a long record that was written again shorter keeps its pages`() throws {
        do {
            let environment = try scratch.open()
            try environment.fill(100)
            try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
                let table = try transaction.openTable("t", create: false)
                for length in [20_000, 9_000] {
                    try transaction.put([UInt8](repeating: 1, count: length), forKey: 100, in: table)
                }
            }
        }
        #expect(try problems(reading: 0) == [])
        #expect(try problems(reading: 101) == [])
    }

    @Test func `a commit meanwhile has everything looked at again`() throws {
        do { try scratch.open().fill(1_000) }
        #expect(try problems(reading: 300, committing: true) == [])
    }

    @Test(arguments: [0, 1, 500, 1_000]) func `a page with the number of another is found`(count: Int) throws {
        do { try scratch.open().fill(1_000) }
        let whole = contents(scratch.dataFile)
        let pages = leaves(whole)
        try #require(pages.count > 10)
        for (index, page) in pages.enumerated() {
            var damaged = whole
            let other = pages[(index + 3) % pages.count]
            damaged[page * 4_096] = UInt8(truncatingIfNeeded: other)
            damaged[page * 4_096 + 1] = UInt8(truncatingIfNeeded: other >> 8)
            replace(scratch.dataFile, with: damaged)
            #expect(try problems(reading: count) == ["page \(page) is not what it has to be"])
        }
    }

    /// The records that plain pages have, by key, and the keys that none has.
    private func plain(_ count: UInt64, committing: Bool = false) throws -> (
        records: [UInt64: [UInt8]], others: [UInt64]
    ) {
        let environment = try scratch.open()
        var check = try environment.fileCheck(leaving: "t")
        if committing { try environment.fill(10, from: 1_000) }
        let snapshot = try environment.read()
        var records: [UInt64: [UInt8]] = [:]
        var others: [UInt64] = []
        var key: UInt64 = 0
        while key < count {
            let next = check.withPlainPage(of: key, in: snapshot) { page in
                for slot in 0..<page.count { records[page.first + UInt64(slot)] = page.value(slot).copy() }
                return page.first + UInt64(page.count)
            }
            if next == nil { others.append(key) }
            key = next ?? key + 1
        }
        #expect(try check.finish() == [])
        return (records, others)
    }

    /// The records that LMDB itself finds.
    private func found() throws -> [UInt64: [UInt8]] {
        let snapshot = try scratch.open().read()
        var cursor = try snapshot.cursor(try snapshot.table("t"))
        var records: [UInt64: [UInt8]] = [:]
        while let entry = try cursor.next() { records[entry.keyAsUInt64 ?? .max] = entry.value.copy() }
        return records
    }

    @Test(arguments: [1, 7, 30, 1_000, 20_000]) func `plain pages have what LMDB finds`(count: Int) throws {
        do { try scratch.open().fill(count) }
        let pages = try plain(UInt64(count))
        #expect(pages.others == [])
        #expect(try pages.records == found())
    }

    @Test func `pages with long records are left to LMDB`() throws {
        do {
            let environment = try scratch.open()
            try environment.fill(100)
            try environment.fill(1, valueLength: 10_000, from: 100)
            try environment.fill(300, from: 101)
        }
        let pages = try plain(401)
        #expect(pages.others.contains(100) && pages.others.count < 150)
        #expect(pages.records.count + pages.others.count == 401)
    }

    @Test func `behind a commit no page is plain`() throws {
        do { try scratch.open().fill(1_000) }
        #expect(try plain(1_000, committing: true).others.count == 1_000)
    }

    /// How many keys have no plain page; those that have one are looked up and moved over as LMDB does it.
    private func left(of count: UInt64, _ comment: Comment) throws -> Int {
        let environment = try scratch.open()
        var check = try environment.fileCheck(leaving: "t")
        let snapshot = try environment.read()
        let table = try snapshot.table("t")
        var left = 0
        var key: UInt64 = 0
        while key < count {
            let next = try check.withPlainPage(of: key, in: snapshot) { page in
                var cursor = try snapshot.cursor(table)
                for slot in 0..<page.count {
                    let number = page.first + UInt64(slot)
                    let moved = slot == 0 ? try cursor.seek(exactly: number) : try cursor.next()
                    let found = try snapshot.value(forKey: number, in: table)
                    #expect(moved?.keyAsUInt64 == number, comment)
                    #expect(moved?.value.copy() == page.value(slot).copy(), comment)
                    #expect(found?.copy() == page.value(slot).copy(), comment)
                }
                return page.first + UInt64(page.count)
            }
            left += next == nil ? 1 : 0
            key = next ?? key + 1
        }
        return left
    }

    /// Whatever is changed in what says where LMDB goes, the header of a page and the places of its records.
    @Test(arguments: [1, 6962, 9162]) func `an altered page is not plain, or LMDB finds the same`(seed: UInt64) throws {
        do { try scratch.open().fill(2_000) }
        let whole = contents(scratch.dataFile)
        var random = SeededGenerator(seed: seed)
        var total = 0
        for _ in 0..<100 {
            var damaged = whole
            let byte =
                Int.random(in: 2..<whole.count / 4_096, using: &random) * 4_096 + Int.random(in: 0..<64, using: &random)
            damaged[byte] ^= 1 << UInt8.random(in: 0...7, using: &random)
            replace(scratch.dataFile, with: damaged)
            total += try left(of: 2_000, "seed \(seed), byte \(byte)")
        }
        #expect(total > 0)
    }

    @Test(arguments: [2, 4, 8, 16, 32, 64]) func `no page is plain of a table with another order of keys`(flag: UInt8)
        throws
    {
        do { try scratch.open().fill(1_000) }
        var damaged = contents(scratch.dataFile)
        // A node: 48 bytes of data, a table, a key of one byte; four bytes of the record come before its flags.
        let node: [UInt8] = [48, 0, 0, 0, 2, 0, 1, 0, UInt8(ascii: "t")]
        let places = damaged.indices.dropLast(64).filter { damaged[$0..<$0 + node.count].elementsEqual(node) }
        try #require(!places.isEmpty)
        for place in places { damaged[place + node.count + 4] |= flag }
        replace(scratch.dataFile, with: damaged)
        let environment = try scratch.open()
        var check = try environment.fileCheck(leaving: "t")
        let snapshot = try environment.read()
        for key: UInt64 in [0, 500, 999] {
            let count = check.withPlainPage(of: key, in: snapshot) { $0.count }
            #expect(count == nil)
        }
    }

    /// Two bytes of a page or a record, changed: what a check without a reader finds, and whether any page is plain.
    private func changing(_ place: Int, to value: Int, _ whole: [UInt8]) throws -> (problems: [String], isPlain: Bool) {
        var damaged = whole
        damaged[place] = UInt8(truncatingIfNeeded: value)
        damaged[place + 1] = UInt8(truncatingIfNeeded: value >> 8)
        replace(scratch.dataFile, with: damaged)
        let environment = try scratch.open()
        var check = try environment.fileCheck(leaving: "t")
        let snapshot = try environment.read()
        var isPlain = true
        for key: UInt64 in 0..<1_000 {
            isPlain = check.withPlainPage(of: key, in: snapshot) { _ in true } ?? false && isPlain
        }
        return (try check.finish(), isPlain)
    }

    @Test func `what only a writer would stumble over is found`() throws {
        do { try scratch.open().fill(1_000) }
        let whole = contents(scratch.dataFile)
        let leaf = try #require(leaves(whole).last) * 4_096
        let upper = Int(whole[leaf + 14]) | Int(whole[leaf + 15]) << 8
        // Records in front of the end of the free room are not copied with the page; a page with the mark of a writer is
        // written to where it lies.
        for (place, value) in [(14, upper + 256), (14, 8_000), (10, 0x12)] {
            let found = try changing(leaf + place, to: value, whole)
            #expect(!found.isPlain)
            #expect(!found.problems.isEmpty)
        }
    }

    @Test func `a tree of another depth than its record says, and a page that leads to one, are found`() throws {
        do { try scratch.open().fill(1_000) }
        let whole = contents(scratch.dataFile)
        let node: [UInt8] = [48, 0, 0, 0, 2, 0, 1, 0, UInt8(ascii: "t")]
        let record =
            try #require(
                whole.indices.dropLast(64).first { whole[$0..<$0 + node.count].elementsEqual(node) }) + node.count
        let deeper = try changing(record + 6, to: Int(whole[record + 6]) + 1, whole)
        #expect(!deeper.isPlain)
        #expect(deeper.problems.contains { $0.hasSuffix("has records above the lowest pages") })
        let branch = try #require((2..<whole.count / 4_096).first { whole[$0 * 4_096 + 10] == 1 }) * 4_096
        let single = try changing(branch + 12, to: 18, whole)
        #expect(!single.isPlain)
        #expect(single.problems.contains { $0.hasSuffix("leads to less than two") })
    }

    @Test func `two tables of one name are found`() throws {
        do {
            let environment = try scratch.open()
            try environment.fill(1_000)
            try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
                _ = try transaction.openTable("u", create: true)
            }
        }
        var damaged = contents(scratch.dataFile)
        let node: [UInt8] = [48, 0, 0, 0, 2, 0, 1, 0, UInt8(ascii: "u")]
        let places = damaged.indices.dropLast(64).filter { damaged[$0..<$0 + node.count].elementsEqual(node) }
        try #require(!places.isEmpty)
        for place in places { damaged[place + node.count - 1] = UInt8(ascii: "t") }
        replace(scratch.dataFile, with: damaged)
        let environment = try scratch.open()
        var check = try environment.fileCheck(leaving: "t")
        let snapshot = try environment.read()
        let count = check.withPlainPage(of: 500, in: snapshot) { $0.count }
        #expect(count == nil)
        #expect(try check.finish() == ["2 records have the name of one table"])
    }

    @Test func `no page is plain below keys that do not ascend`() throws {
        do { try scratch.open().fill(1_000) }
        let whole = contents(scratch.dataFile)
        let branch = try #require((2..<whole.count / 4_096).first { whole[$0 * 4_096 + 10] == 1 }) * 4_096
        // The third child; its key is in 8 big-endian bytes, behind as many of the node.
        let node = branch + Int(whole[branch + 20]) + Int(whole[branch + 21]) << 8
        #expect(try changing(node + 14, to: Int(whole[node + 14]) | Int(whole[node + 15]) << 8, whole).isPlain)
        #expect(try !changing(node + 14, to: 0, whole).isPlain)
    }
}
