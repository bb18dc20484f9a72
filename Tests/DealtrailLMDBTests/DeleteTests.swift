import DealtrailLMDB
import Testing

@Suite("Deletes")
struct DeleteTests {
    let scratch = Scratch()

    @Test func `a log refuses deletes`() throws {
        let environment = try scratch.open()
        try environment.fill(3)
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: false)
        var codes: [LMDBError.Code] = []
        do { try write.delete(1, in: table) } catch { codes.append(error.code) }
        do { try write.delete(bytes("k").raw, in: table) } catch { codes.append(error.code) }
        do { try write.drop(table) } catch { codes.append(error.code) }
        #expect(codes == [.deletesForbidden, .deletesForbidden, .deletesForbidden])
        try write.commit()
        try #expect(environment.count() == 3)
    }

    @Test func `a derived environment deletes records`() throws {
        let environment = try scratch.open(allowsDeletes: true)
        try environment.fill(3)
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: false)
        let first = try write.delete(1, in: table)
        let again = try write.delete(1, in: table)
        let key: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2]
        let bytes = try write.delete(key.raw, in: table)
        let nothing: [UInt8] = []
        let empty = try write.delete(nothing.raw, in: table)
        #expect([first, again, bytes, empty] == [true, false, true, false])
        try write.commit()
        try #expect(environment.count() == 1)
    }

    @Test func `an emptied table keeps its handles, and older snapshots keep its records`() throws {
        let environment = try scratch.open(allowsDeletes: true)
        try environment.fill(100)
        let before = try environment.read()
        let table = try before.table("t")
        try environment.write { (write) throws(LMDBError) in try write.drop(table) }
        try #expect(before.statistics(of: table).entries == 100)
        try #expect(environment.read().statistics(of: table).entries == 0)
        try environment.fill(10)
        try #expect(environment.read().statistics(of: table).entries == 10)
    }

    @Test func `the main table is not emptied while it names others`() throws {
        let environment = try scratch.open(allowsDeletes: true)
        let result = code { () throws(LMDBError) in
            try environment.write { (write) throws(LMDBError) in try write.drop(write.table(nil)) }
        }
        #expect(result == .invalidArgument)
    }
}
