import DealtrailLMDB
import Foundation
import Testing

@Suite("Copies")
struct CopyTests {
    let scratch = Scratch()

    @Test(arguments: [false, true]) func `a copy holds the same records`(compact: Bool) throws {
        let environment = try scratch.open()
        try environment.fill(1_000)
        let target = scratch.path + "/copy"
        try environment.copy(to: target, compact: compact)
        try environment.fill(1, from: 1_000)
        let copy = try Environment(at: target, configuration: .init(mapSize: 16 << 20, readOnly: true))
        try #expect(copy.count() == 1_000)
        let one = try environment.read()
        let two = try copy.read()
        let (here, there) = (try one.table("t"), try two.table("t"))
        for number in stride(from: UInt64(0), to: 1_000, by: 37) {
            try #expect(one.text(number, here) == two.text(number, there))
        }
    }

    @Test func `a compacting copy leaves out what was deleted, a plain one keeps it`() throws {
        let secret = bytes("the secret of 50 bytes that nobody should find ...")
        let environment = try scratch.open(allowsDeletes: true)
        try environment.fill(200)
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: false)
        try write.put(secret, forKey: 1_000, in: table)
        try write.commit()
        try environment.write { (write) throws(LMDBError) in try write.delete(1_000, in: table) }
        try environment.copy(to: scratch.path + "/plain", compact: false)
        try environment.copy(to: scratch.path + "/compact", compact: true)
        let needle = Data(secret)
        #expect(Data(contents(scratch.path + "/plain/data.mdb")).range(of: needle) != nil)
        #expect(Data(contents(scratch.path + "/compact/data.mdb")).range(of: needle) == nil)
    }

    @Test func `a copy never overwrites`() throws {
        let environment = try scratch.open()
        try environment.fill(1)
        let target = scratch.path + "/copy"
        try environment.copy(to: target, compact: false)
        let before = contents(target + "/data.mdb")
        try environment.fill(1, from: 1)
        #expect(code { () throws(LMDBError) in try environment.copy(to: target, compact: true) } == .fileExists)
        #expect(code { () throws(LMDBError) in try environment.copy(to: scratch.log, compact: true) } == .fileExists)
        #expect(contents(target + "/data.mdb") == before)
    }

    @Test func `a copy to nowhere is an error`() throws {
        let environment = try scratch.open()
        let result = code { () throws(LMDBError) in
            try environment.copy(to: scratch.path + "/a/b/c", compact: false)
        }
        #expect(result == .noSuchFile)
    }
}
