import DealtrailLMDB
import Testing

private struct Stop: LMDBErrorConvertible, Equatable {
    init() {}
    init(_ error: LMDBError) {}
}

@Suite("Reservations")
struct ReservationTests {
    let scratch = Scratch()

    @Test func `a value is written in place`() throws {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: true)
            let key = bytes("key")
            try write.reserve(15, forKey: key.raw, in: table) { (output) throws(LMDBError) in
                output.append(littleEndian: UInt32(0x0102_0304))
                output.append(bigEndian: UInt32(0x0102_0304))
                output.append(contentsOf: bytes("abc").raw)
                output.appendZeros(4)
            }
        }
        let snapshot = try environment.read()
        let found = try snapshot.value(forKey: bytes("key").raw, in: snapshot.table("t"))?.copy()
        #expect(found == [4, 3, 2, 1, 1, 2, 3, 4, 97, 98, 99, 0, 0, 0, 0])
    }

    @Test(arguments: [0, 1, 100, 2_000, 10_000]) func `what the body leaves is zero, never old memory`(length: Int)
        throws
    {
        let environment = try scratch.open()
        // Dirty the pages that the reservation will get.
        try environment.fill(500, valueLength: 1_000)
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: false)
            for number in 0..<UInt64(500) {
                try write.reserve(length, forKey: number, in: table) { (output) throws(LMDBError) in
                    if length > 0 { output.append(littleEndian: UInt8(7)) }
                }
            }
        }
        let snapshot = try environment.read()
        let table = try snapshot.table("t")
        let expected = length == 0 ? [] : [7] + [UInt8](repeating: 0, count: length - 1)
        for number in 0..<UInt64(500) {
            let found = try snapshot.value(forKey: number, in: table)?.copy()
            #expect(found == expected)
        }
    }

    @Test func `a body that throws spoils the transaction`() throws {
        let environment = try scratch.open()
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: true)
        do {
            try write.reserve(8, forKey: 1, in: table) { (output) throws(Stop) in
                output.append(littleEndian: UInt8(1))
                throw Stop()
            }
            Issue.record("the error was lost")
        } catch {
            #expect(error == Stop())
        }
        do {
            try write.put(bytes("x"), forKey: 2, in: table)
            Issue.record("a spoiled transaction went on")
        } catch {
            #expect(error.code == .badTransaction)
        }
        do {
            try write.commit()
            Issue.record("a spoiled transaction was committed")
        } catch {
            #expect(error.code == .badTransaction)
            #expect(!error.isOutcomeUnknown)
        }
        try #expect(environment.count() == 0)
        // The write lock is free again.
        try environment.fill(1)
    }

    @Test func `modes and sizes are checked as for put`() throws {
        let environment = try scratch.open()
        try environment.fill(2)
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: false)
        for (size, mode, expected) in [
            (8, WriteMode.append, LMDBError.Code.keyExists), (8, .insert, .keyExists), (-1, .upsert, .invalidArgument),
        ] {
            do throws(LMDBError) {
                try write.reserve(size, forKey: 1, in: table, mode: mode) { (_) throws(LMDBError) in }
                Issue.record("accepted \(size) \(mode)")
            } catch {
                #expect(error.code == expected)
            }
        }
    }
}
