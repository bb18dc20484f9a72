import DealtrailLMDB
import Testing

private struct Refusal: LMDBErrorConvertible, Equatable {
    var code: LMDBError.Code?
    init() {}
    init(_ error: LMDBError) { code = error.code }
}

@Suite("Transactions")
struct TransactionTests {
    let scratch = Scratch()

    @Test func `a reader sees the commit before it and no later one`() throws {
        let environment = try scratch.open()
        try environment.fill(10)
        let before = try environment.read()
        try environment.fill(10, from: 10)
        let after = try environment.read()
        try #expect(before.statistics(of: before.table("t")).entries == 10)
        try #expect(after.statistics(of: after.table("t")).entries == 20)
        try #expect(before.text(15, before.table("t")) == nil)
        #expect(after.id == before.id + 1)
    }

    @Test func `an uncommitted write is not seen, and releasing it changes nothing`() throws {
        let environment = try scratch.open()
        try environment.fill(1)
        do {
            var write = try environment.beginWrite()
            let table = try write.openTable("t", create: false)
            try write.put(bytes("x"), forKey: 99, in: table)
            try #expect(environment.count() == 1)
        }
        try #expect(environment.count() == 1)
        try environment.beginWrite().abort()
        // The write lock is free again.
        try environment.fill(1, from: 1)
        try #expect(environment.count() == 2)
    }

    @Test func `a body that throws changes nothing and its error comes through`() throws {
        let environment = try scratch.open()
        let error = #expect(throws: Refusal.self) {
            try environment.write { (write) throws(Refusal) in
                do throws(LMDBError) {
                    let table = try write.openTable("t", create: true)
                    try write.put([1], forKey: 1, in: table)
                } catch {
                    throw Refusal(error)
                }
                throw Refusal()
            }
        }
        #expect(error == Refusal())
        try #expect(environment.count() == 0)
        let untyped = #expect(throws: LMDBError.self) {
            try environment.write { write in _ = try write.openTable("none", create: false) }
        }
        #expect(untyped?.code == .notFound)
    }

    @Test func `a reset reader reads nothing until it is renewed, and then the newest`() throws {
        let environment = try scratch.open()
        try environment.fill(1)
        var snapshot = try environment.read()
        let table = try snapshot.table("t")
        snapshot.reset()
        snapshot.reset()
        do {
            _ = try snapshot.value(forKey: 0, in: table)
            Issue.record("a reset transaction was read")
        } catch {
            #expect(error.code == .badTransaction)
        }
        try environment.fill(1, from: 1)
        try snapshot.renew()
        try #expect(snapshot.statistics(of: table).entries == 2)
        try environment.fill(1, from: 2)
        try snapshot.renew()
        try #expect(snapshot.statistics(of: table).entries == 3)
    }

    @Test func `readers on other threads see whole commits only`() async throws {
        let environment = try scratch.open()
        try environment.fill(10)
        let done = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    repeat {
                        let count = try environment.count()
                        #expect(count % 10 == 0)
                        await Task.yield()
                    } while !done.isRaised
                }
            }
            for round in 1...50 { try fillSynchronously(environment, 10 * round) }
            done.raise()
            try await group.waitForAll()
        }
        try #expect(environment.count() == 510)
    }

    private func fillSynchronously(_ environment: Environment, _ start: Int) throws {
        try environment.fill(10, from: start)
    }

    @Test func `writers on other threads wait for each other`() async throws {
        let environment = try scratch.open()
        try environment.fill(1, valueLength: 8)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<25 { try Self.increment(environment) } }
            }
            try await group.waitForAll()
        }
        let snapshot = try environment.read()
        let value = try snapshot.value(forKey: 0, in: snapshot.table("t"))?.littleEndian(at: 0, as: UInt64.self)
        #expect(value == 100)
    }

    private static func increment(_ environment: Environment) throws {
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: false)
            let old = try write.value(forKey: 0, in: table)?.littleEndian(at: 0, as: UInt64.self) ?? 0
            try write.reserve(8, forKey: 0, in: table) { (output) throws(LMDBError) in
                output.append(littleEndian: old + 1)
            }
        }
    }

    @Test func `a second write transaction on one thread is refused instead of waiting for ever`() throws {
        let environment = try scratch.open()
        let first = try environment.beginWrite()
        do {
            try environment.beginWrite().abort()
            Issue.record("two write transactions on one thread")
        } catch {
            #expect(error.code == .nestedWrite)
        }
        first.abort()
        try environment.beginWrite().commit()
    }

    @Test func `closing waits for no one: it is refused while a transaction is open`() throws {
        let environment = try scratch.open()
        try environment.fill(1)
        do {
            var snapshot = try environment.read()
            #expect(throws: LMDBError.self) { try environment.close() }
            // A reset reader still holds its slot in the environment.
            snapshot.reset()
            #expect(throws: LMDBError.self) { try environment.close() }
            try snapshot.renew()
        }
        try environment.close()
        try environment.close()
        let error = #expect(throws: LMDBError.self) { try environment.count() }
        #expect(error?.code == .closed)
        try #expect(scratch.open().count() == 1)
    }

    @Test func `the environment lives as long as its transactions`() throws {
        var environment: Environment? = try scratch.open()
        try environment?.fill(3)
        let snapshot = try environment?.read()
        environment = nil
        try #expect(snapshot?.statistics(of: snapshot?.table("t") ?? { fatalError() }()).entries == 3)
    }
}
