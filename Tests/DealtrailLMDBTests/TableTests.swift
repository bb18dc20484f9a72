import DealtrailLMDB
import Testing

@Suite("Tables")
struct TableTests {
    let scratch = Scratch()

    @Test func `a missing table is nil, or an error with its name`() throws {
        let environment = try scratch.open()
        let snapshot = try environment.read()
        try #expect(snapshot.tableIfPresent("none") == nil)
        do {
            _ = try snapshot.table("none")
            Issue.record("a table out of nothing")
        } catch {
            #expect(error.code == .notFound)
            #expect(error.detail == "none")
        }
    }

    @Test func `a table is seen by the snapshots after its commit and by none before`() throws {
        let environment = try scratch.open()
        let before = try environment.read()
        try environment.fill(1)
        try #expect(before.tableIfPresent("t") == nil)
        try #expect(environment.read().tableIfPresent("t") != nil)
    }

    @Test func `a table of an abandoned transaction is void, and its number goes to another`() throws {
        let environment = try scratch.open()
        var abandoned = try environment.beginWrite()
        let void = try abandoned.openTable("void", create: true)
        try abandoned.put(bytes("v"), forKey: 1, in: void)
        abandoned.abort()
        try environment.fill(1)
        let snapshot = try environment.read()
        #expect(code { () throws(LMDBError) in _ = try snapshot.statistics(of: void) } == .foreignTable)
        try #expect(snapshot.tableIfPresent("void") == nil)
        try #expect(snapshot.statistics(of: snapshot.table("t")).entries == 1)
    }

    @Test func `a handle from the transaction that made the table stays good after its commit`() throws {
        let environment = try scratch.open()
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: true)
        try write.put(bytes("v"), forKey: 1, in: table)
        try write.commit()
        try #expect(environment.read().text(1, table) == "v")
        try #expect(environment.read().table("t") == table)
        #expect(try Set([table, environment.read().table("t")]).count == 1)
    }

    @Test func `a table of another environment is refused`() throws {
        let other = Scratch()
        let here = try scratch.open()
        let there = try other.open()
        try here.fill(1)
        try there.fill(1)
        let foreign = try there.read().table("t")
        let snapshot = try here.read()
        #expect(code { () throws(LMDBError) in _ = try snapshot.text(0, foreign) } == .foreignTable)
        let result = code { () throws(LMDBError) in
            try here.write { (write) throws(LMDBError) in try write.put(bytes("x"), forKey: 9, in: foreign) }
        }
        #expect(result == .foreignTable)
    }

    @Test func `a table of an earlier opening is refused`() throws {
        let old = try {
            let environment = try scratch.open()
            try environment.fill(1)
            return try environment.read().table("t")
        }()
        let snapshot = try scratch.open().read()
        #expect(code { () throws(LMDBError) in _ = try snapshot.text(0, old) } == .foreignTable)
    }

    @Test func `there are no more tables than configured`() throws {
        let environment = try Environment(
            at: scratch.log, configuration: .init(mapSize: 1 << 20, maxTables: 2, create: true))
        let result = code { () throws(LMDBError) in
            try environment.write { (write) throws(LMDBError) in
                for name in ["a", "b", "c"] { _ = try write.openTable(name, create: true) }
            }
        }
        #expect(result == .tablesFull)
    }

    @Test func `a record of the main table that is no table is incompatible`() throws {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let main = try write.table(nil)
            try write.put([UInt8](repeating: 0, count: 48), forKey: bytes("plain"), in: main)
        }
        let snapshot = try environment.read()
        #expect(code { () throws(LMDBError) in _ = try snapshot.table("plain") } == .incompatible)
    }

    @Test func `many tables, opened again`() throws {
        do {
            let environment = try scratch.open()
            try environment.write { (write) throws(LMDBError) in
                for number in 0..<32 {
                    let table = try write.openTable("table \(number)", create: true)
                    try write.put(bytes("v\(number)"), forKey: 0, in: table)
                }
            }
        }
        let snapshot = try scratch.open().read()
        for number in 0..<32 {
            try #expect(snapshot.text(0, snapshot.table("table \(number)")) == "v\(number)")
        }
    }
}
