import DealtrailLMDB
import DealtrailTesting
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

    @Test func `a file may lawfully end early where only free pages are missing`() throws {
        // LMDB does not write pages that one transaction allocates and frees. The same is made here by freeing most
        // of the file, moving the roots to its front by small commits, and cutting pages off its end.
        do {
            let environment = try scratch.open(allowsDeletes: true)
            try environment.fill(2_000, valueLength: 1_000)
            try environment.write { (write) throws(LMDBError) in
                let table = try write.openTable("t", create: false)
                try write.drop(table)
            }
            for number in 0..<6 { try environment.fill(1, from: number) }
        }
        let whole = contents(scratch.dataFile)
        var (lawful, refused) = (whole.count / 4_096, 2)
        while lawful - refused > 1 {
            let middle = (lawful + refused) / 2
            replace(scratch.dataFile, with: Array(whole[..<(middle * 4_096)]))
            if opening() == nil { lawful = middle } else { refused = middle }
        }
        replace(scratch.dataFile, with: Array(whole[..<(refused * 4_096)]))
        // Most of the file is free, and the list of its pages is long enough to lie on pages of its own.
        #expect(lawful < whole.count / 4_096 / 2)
        #expect(opening() == .truncated)
        replace(scratch.dataFile, with: Array(whole[..<(lawful * 4_096)]))
        let environment = try scratch.open()
        try #expect(environment.count() == 6)
        try environment.fill(2_000, valueLength: 1_000, from: 6)
        try #expect(environment.count() == 2_006)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4]) func `random damage to the headers never crashes the opening`(seed: UInt64)
        throws
    {
        do {
            try scratch.open(allowsDeletes: true).fill(100)
        }
        let whole = contents(scratch.dataFile)
        var random = SeededGenerator(seed: seed)
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
