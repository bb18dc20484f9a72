import DealtrailLMDB
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
}
