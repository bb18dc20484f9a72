import DealtrailLMDB
import Foundation
import Testing

@Suite("Damaged files")
struct DamageTests {
    let scratch = Scratch()

    private func opening() -> LMDBError.Code? {
        code { () throws(LMDBError) in
            let environment = try scratch.open()
            _ = try environment.count()
        }
    }

    @Test(arguments: [1, 100, 4_095, 4_096, 4_097, 8_191, 8_192, 40_960, -4_096, -1])
    func `a truncated file is refused before a missing page is touched`(length: Int) throws {
        do {
            try scratch.open().fill(1_000)
        }
        let whole = contents(scratch.dataFile)
        let kept = length > 0 ? length : whole.count + length
        replace(scratch.dataFile, with: Array(whole[..<kept]))
        #expect(opening() == .truncated)
        // And whole again, it opens.
        replace(scratch.dataFile, with: whole)
        #expect(opening() == nil)
    }

    @Test func `an empty file is not taken for a new log unless creation is asked for`() throws {
        do {
            try scratch.open().fill(1)
        }
        replace(scratch.dataFile, with: [])
        let error = #expect(throws: LMDBError.self) { try Environment(at: scratch.log, configuration: .init()) }
        #expect(error?.code == .truncated)
    }

    @Test func `a file of something else is no database`() throws {
        try FileManager.default.createDirectory(atPath: scratch.log, withIntermediateDirectories: true)
        replace(scratch.dataFile, with: Array(repeating: 0x41, count: 100_000))
        #expect(opening() == .notADatabase)
        replace(scratch.dataFile, with: Array(repeating: 0, count: 100_000))
        #expect(opening() == .notADatabase)
    }

    @Test func `another format version is refused`() throws {
        do {
            try scratch.open().fill(1)
        }
        var damaged = contents(scratch.dataFile)
        damaged[20] = 2
        replace(scratch.dataFile, with: damaged)
        #expect(opening() == .versionMismatch)
    }

    @Test(arguments: [40, 41, 4_096 + 40]) func `an absurd page size is refused`(offset: Int) throws {
        do {
            try scratch.open().fill(1)
        }
        var damaged = contents(scratch.dataFile)
        damaged[offset] ^= 0x03
        replace(scratch.dataFile, with: damaged)
        #expect(opening() == .corrupted)
    }

    @Test func `a lawful file may end with pages that were never written`() throws {
        // Free the tail of the file in one transaction and have another give its pages back, then cut the file where
        // everything beyond is in the free list.
        var cut = 0
        do {
            let environment = try scratch.open(allowsDeletes: true)
            try environment.fill(2_000, valueLength: 1_000)
            try environment.write { (write) throws(LMDBError) in
                let table = try write.openTable("t", create: false)
                try write.drop(table)
            }
            cut = try environment.information().lastPage
        }
        let whole = contents(scratch.dataFile)
        #expect(whole.count >= cut * 4_096)
        // The last pages hold the free list and the roots of the last commit; the file is cut page by page from the
        // end, and the verdict must be that of LMDB: it opens exactly while every page in use is there.
        var lawful = 0
        for pages in stride(from: whole.count / 4_096 - 1, to: 2, by: -1) {
            replace(scratch.dataFile, with: Array(whole[..<(pages * 4_096)]))
            guard opening() == nil else { break }
            lawful += 1
        }
        replace(scratch.dataFile, with: whole)
        #expect(opening() == nil)
        #expect(lawful < whole.count / 4_096 - 3)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4]) func `random damage to the headers never crashes the opening`(seed: UInt64)
        throws
    {
        do {
            try scratch.open(allowsDeletes: true).fill(100)
        }
        let whole = contents(scratch.dataFile)
        var random = SplitMix64(seed: seed)
        for round in 0..<200 {
            var damaged = Array(whole[..<Int.random(in: 0...whole.count, using: &random)])
            for _ in 0..<Int.random(in: 1...4, using: &random) where damaged.count > 8_192 {
                let page = Bool.random(using: &random) ? 0 : 4_096
                damaged[page + Int.random(in: 8..<152, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            replace(scratch.dataFile, with: damaged)
            // Only the look before the map is at stake: the result is an error or an environment, never a signal.
            let outcome = code { () throws(LMDBError) in
                _ = try Environment(
                    at: scratch.log, configuration: .init(mapSize: 1 << 20, maxTables: 0, readOnly: true))
            }
            #expect(outcome != .alreadyOpen, "seed \(seed), round \(round)")
        }
    }
}
