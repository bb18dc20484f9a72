import DealtrailLMDB
import Testing

@Suite("Round trips")
struct RoundTripTests {
    let scratch = Scratch()

    @Test func `a value that was put is got, in the same transaction and after the commit`() throws {
        let environment = try scratch.open()
        var write = try environment.beginWrite()
        let table = try write.openTable("events", create: true)
        try write.put(bytes("price"), forKey: bytes("quote"), in: table)
        try #expect(write.text(bytes("quote"), table) == "price")
        try write.commit()

        let snapshot = try environment.read()
        let found = try snapshot.table("events")
        #expect(found == table)
        try #expect(snapshot.text(bytes("quote"), found) == "price")
        try #expect(snapshot.text(bytes("quot"), found) == nil)
    }

    @Test(arguments: [0, 1, 255, 256, UInt64(UInt32.max), .max - 1, .max])
    func `integer keys are eight big-endian bytes`(key: UInt64) throws {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: true)
            try write.put(bytes("v"), forKey: key, in: table)
        }
        let snapshot = try environment.read()
        let table = try snapshot.table("t")
        let spelled = (0..<8).map { UInt8(truncatingIfNeeded: key >> (56 - 8 * $0)) }
        try #expect(snapshot.text(spelled, table) == "v")
        try #expect(snapshot.text(key, table) == "v")
        var cursor = try snapshot.cursor(table)
        let keys = try cursor.keys(.first)
        #expect(keys == [key])
    }

    @Test(arguments: [0, 1, 2, 3, 7, 2_037, 2_038, 2_039, 4_096, 100_001])
    func `values of any length come back whole`(length: Int) throws {
        let environment = try scratch.open()
        let value = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: true)
            // An odd length in front, so that the value is aligned to no more than two bytes.
            try write.put(bytes("odd"), forKey: 0, in: table)
            try write.put(value, forKey: 1, in: table)
        }
        let snapshot = try environment.read()
        let found = try snapshot.value(forKey: 1, in: snapshot.table("t"))?.copy()
        #expect(found == value)
    }

    @Test func `what was committed is there after opening again`() throws {
        do {
            try scratch.open().fill(1_000)
        }
        let again = try scratch.open()
        try #expect(again.count() == 1_000)
        try again.fill(1_000, from: 1_000)
        try #expect(again.count() == 2_000)
    }

    @Test func `keys have 1 to 511 bytes`() throws {
        let environment = try scratch.open()
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: true)
        let longest = [UInt8](repeating: 7, count: 511)
        try write.put(bytes("v"), forKey: longest, in: table)
        try #expect(write.text(longest, table) == "v")
        try #expect(write.text([], table) == nil)
    }

    @Test(arguments: [0, 512]) func `a key of another length is refused`(length: Int) throws {
        let environment = try scratch.open()
        let error = #expect(throws: LMDBError.self) {
            try environment.write { (write) throws(LMDBError) in
                let table = try write.openTable("t", create: true)
                try write.put([], forKey: [UInt8](repeating: 1, count: length), in: table)
            }
        }
        #expect(error?.code == .badValueSize)
        #expect(error?.operation == "mdb_put")
    }

    @Test func `the main table holds records and table names alike`() throws {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let main = try write.table(nil)
            try write.put(bytes("v"), forKey: bytes("k"), in: main)
            _ = try write.openTable("t", create: true)
        }
        let snapshot = try environment.read()
        try #expect(snapshot.statistics(of: snapshot.table(nil)).entries == 2)
    }

    @Test func `statistics count records and pages`() throws {
        let environment = try scratch.open()
        try environment.fill(1_000, valueLength: 3_000)
        let snapshot = try environment.read()
        let statistics = try snapshot.statistics(of: snapshot.table("t"))
        #expect(statistics.entries == 1_000)
        #expect(statistics.overflowPages == 1_000)
        #expect(statistics.pages == statistics.branchPages + statistics.leafPages + 1_000)
        #expect(statistics.byteCount == statistics.pages * statistics.pageSize)
        #expect(statistics.depth >= 2)
        #expect(snapshot.id == 1)
    }
}
