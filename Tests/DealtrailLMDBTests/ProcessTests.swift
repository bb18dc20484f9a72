import DealtrailLMDB
import Foundation
import Testing

/// What only shows between processes: each child is this test binary started anew, running one body.
@Suite("Several processes")
struct ProcessTests {
    @Test func `a reader that died with its process is found and cleared`() async throws {
        let scratch = Scratch()
        let environment = try scratch.open()
        try environment.fill(1)
        let path = scratch.log
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let environment = try Environment(at: path, configuration: .init(mapSize: 16 << 20))
            let snapshot = try environment.read()
            kill(getpid(), SIGKILL)
            _ = snapshot.id
        }
        try #expect(environment.oldestReader()?.transaction == 1)
        try #expect(environment.checkReaders() == 1)
        try #expect(environment.checkReaders() == 0)
        try #expect(environment.oldestReader() == nil)
    }

    @Test func `a map that another process grew is taken on`() async throws {
        let scratch = Scratch()
        let environment = try scratch.open(mapSize: 1 << 20)
        try environment.fill(1)
        let path = scratch.log
        await #expect(processExitsWith: .success) { [path = path as String] in
            let environment = try Environment(at: path, configuration: .init(mapSize: 8 << 20))
            try environment.fill(4_000, valueLength: 500, from: 1)
        }
        // A transaction that keeps the old map in use is in the way …
        do {
            let old = try environment.read()
            #expect(old.id == 2)
        } catch {
            #expect(error.code == .mapResized)
        }
        // … and without one the new size is taken on, for reading and for writing.
        try #expect(environment.count() == 4_001)
        try environment.fill(1, from: 4_001)
        try #expect(environment.information().mapSize >= 8 << 20)
    }

    @Test func `a held transaction keeps the old map, with a typed error for the next`() async throws {
        let scratch = Scratch()
        let environment = try scratch.open(mapSize: 1 << 20)
        try environment.fill(1)
        let held = try environment.read()
        let path = scratch.log
        await #expect(processExitsWith: .success) { [path = path as String] in
            let environment = try Environment(at: path, configuration: .init(mapSize: 8 << 20))
            try environment.fill(4_000, valueLength: 500, from: 1)
        }
        #expect(code { () throws(LMDBError) in _ = try environment.read().id } == .mapResized)
        try #expect(held.statistics(of: held.table("t")).entries == 1)
        _ = consume held
        try #expect(environment.count() == 4_001)
    }

    @Test func `a table that another process made is opened on demand`() async throws {
        let scratch = Scratch()
        let environment = try scratch.open()
        let before = try environment.read()
        let path = scratch.log
        await #expect(processExitsWith: .success) { [path = path as String] in
            let environment = try Environment(at: path, configuration: .init(mapSize: 16 << 20))
            try environment.fill(5)
        }
        try #expect(before.tableIfPresent("t") == nil)
        let after = try environment.read()
        // The first to ask gets the handle made; transactions from then on see it.
        #expect(code { () throws(LMDBError) in _ = try after.table("t") } == .tableNotVisible)
        try #expect(environment.count() == 5)
        try environment.fill(5, from: 5)
        try #expect(environment.count() == 10)
    }

    @Test func `a forked child is told to open for itself`() async throws {
        let scratch = Scratch()
        let path = scratch.log
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
            let environment = try Environment(at: path, configuration: .init(mapSize: 1 << 20, create: true))
            try environment.fill(3)
            let snapshot = try environment.read()
            let table = try snapshot.table("t")
            typealias Fork = @convention(c) () -> pid_t
            guard let symbol = unsafe dlsym(nil, "fork") else { _exit(10) }
            let child = unsafe unsafeBitCast(symbol, to: Fork.self)()
            if child == 0 {
                let codes = [
                    code { () throws(LMDBError) in _ = try environment.read().id },
                    code { () throws(LMDBError) in _ = try environment.information() },
                    code { () throws(LMDBError) in _ = try snapshot.text(0, table) },
                ]
                guard codes == [.forkedProcess, .forkedProcess, .forkedProcess] else { _exit(11) }
                let own = code { () throws(LMDBError) in
                    let again = try Environment(at: path, configuration: .init(mapSize: 1 << 20))
                    guard try again.count() == 3 else { _exit(12) }
                }
                _exit(own == nil ? 0 : 13)
            }
            var status: Int32 = 0
            unsafe waitpid(child, &status, 0)
            // The child must have left the reader slot of its parent alone.
            guard status == 0, try environment.oldestReader()?.transaction == 1 else { _exit(14) }
            guard try snapshot.text(0, table) != nil else { _exit(15) }
            _exit(0)
        }
    }

    @Test func `killed between commits, a log holds what was acknowledged and no half batch`() async throws {
        let scratch = Scratch()
        let path = scratch.log
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let environment = try Environment(at: path, configuration: .init(mapSize: 16 << 20, create: true))
            for batch in 0..<20 { try environment.fill(10, from: 10 * batch) }
            try Self.dieWriting(environment)
        }
        let environment = try scratch.open()
        try #expect(environment.count() == 200)
        // The lock of the dead writer is taken over.
        try environment.fill(10, from: 200)
    }

    private static func dieWriting(_ environment: Environment) throws {
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: false)
            try write.put(bytes("half"), forKey: 200, in: table, mode: .append)
            kill(getpid(), SIGKILL)
        }
    }

    @Test func `a full disk is a typed error and loses nothing that was acknowledged`() async throws {
        let scratch = Scratch()
        let path = scratch.log
        // The limit of the file size stands in for the end of the disk.
        await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 512 << 10, rlim_max: 512 << 10)
            guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { _exit(20) }
            let environment = try Environment(at: path, configuration: .init(mapSize: 16 << 20, create: true))
            var acknowledged = 0
            do throws(LMDBError) {
                while true {
                    try environment.fill(10, valueLength: 1_000, from: acknowledged)
                    acknowledged += 10
                }
            } catch {
                guard error.operation == "mdb_txn_commit", error.isOutcomeUnknown else { _exit(21) }
                guard [.fileTooLarge, .noSpace, .inputOutput].contains(error.code) else { _exit(22) }
            }
            try environment.close()
            let again = try Environment(at: path, configuration: .init(mapSize: 16 << 20))
            guard try again.count() == acknowledged, acknowledged > 0 else { _exit(23) }
            _exit(0)
        }
    }

    @Test func `a write transaction on another thread is refused`() async throws {
        let scratch = Scratch()
        let environment = try scratch.open()
        try Self.refusal(environment)
        try #expect(environment.count() == 0)
    }

    private static func refusal(_ environment: Environment) throws {
        // A class smuggles the transaction past the compiler, as careless code could.
        final class Smuggler: @unchecked Sendable {
            var transaction: WriteTransaction?
            var code: LMDBError.Code?
            init(_ transaction: consuming WriteTransaction) { self.transaction = consume transaction }
        }
        let smuggler = Smuggler(try environment.beginWrite())
        let done = DispatchSemaphore(value: 0)
        Thread {
            do throws(LMDBError) {
                _ = try smuggler.transaction?.openTable("t", create: true)
            } catch {
                smuggler.code = error.code
            }
            done.signal()
        }.start()
        done.wait()
        #expect(smuggler.code == .wrongThread)
        smuggler.transaction = nil
    }
}
