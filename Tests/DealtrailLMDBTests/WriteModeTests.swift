import DealtrailLMDB
import Testing

@Suite("Write modes")
struct WriteModeTests {
    let scratch = Scratch()

    @Test func `upsert replaces and insert refuses`() throws {
        let environment = try scratch.open()
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: true)
        try write.put(bytes("one"), forKey: 1, in: table)
        try write.put(bytes("two"), forKey: 1, in: table)
        try #expect(write.text(1, table) == "two")
        do {
            try write.put(bytes("three"), forKey: 1, in: table, mode: .insert)
            Issue.record("insert replaced a value")
        } catch {
            #expect(error.code == .keyExists)
        }
        try #expect(write.text(1, table) == "two")
        try write.put(bytes("four"), forKey: 2, in: table, mode: .insert)
        try write.commit()
    }

    @Test(arguments: [UInt64(5), 4, 0]) func `append at or below the last key is a fault`(key: UInt64) throws {
        let environment = try scratch.open()
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: true)
        try write.put(bytes("five"), forKey: 5, in: table, mode: .append)
        do {
            try write.put(bytes("x"), forKey: key, in: table, mode: .append)
            Issue.record("append accepted key \(key)")
        } catch {
            #expect(error.code == .keyExists)
        }
        try #expect(write.text(5, table) == "five")
        try write.put(bytes("six"), forKey: 6, in: table, mode: .append)
        try write.commit()
    }

    @Test func `append fills pages more densely than upsert`() throws {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let dense = try write.openTable("dense", create: true)
            let loose = try write.openTable("loose", create: true)
            let value = [UInt8](repeating: 1, count: 200)
            for number in 0..<UInt64(2_000) {
                try write.put(value, forKey: number, in: dense, mode: .append)
                try write.put(value, forKey: (number &* 1_103_515_245) % 2_003, in: loose)
            }
        }
        let snapshot = try environment.read()
        let dense = try snapshot.statistics(of: snapshot.table("dense")).pages
        let loose = try snapshot.statistics(of: snapshot.table("loose")).pages
        #expect(dense < loose)
    }
}
