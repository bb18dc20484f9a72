import DealtrailTestReceiver
import Foundation
import Testing

@Suite("Killed while delivering")
struct OutboxKillTests {
    @Test("Killed between the delivery and its record, the message comes again under its key, and is recorded once")
    func killed() async throws {
        let scratch = Scratch()
        // The first answer is held until the process that waits for it is dead.
        let hold = DispatchSemaphore(value: 0)
        let receiver = try TestReceiver { _, number in
            if number == 0 { hold.wait() }
            return .status(200)
        }
        let config = try prepare(scratch, receiver)
        let deliver = ["outbox", "deliver", "--trail", scratch.trail, "--config", config]
        let child = try Child("dealtrail", deliver)
        var arrivals = receiver.arrivals.makeAsyncIterator()
        let first = try #require(await arrivals.next())
        child.kill()
        #expect(child.wait() == .signal(SIGKILL))
        hold.signal()
        #expect(try recorded("message.delivered", scratch) == 0)

        // The lock went with the process.
        let next = try Child("dealtrail", deliver)
        let lines = next.lines()
        #expect(next.wait() == .status(0), "\(lines)")
        let second = try #require(await arrivals.next())
        #expect(first.headers["webhook-id"] != nil && first.headers["webhook-id"] == second.headers["webhook-id"])
        #expect(first.body == second.body)
        let last = try Child("dealtrail", deliver)
        _ = last.lines()
        #expect(last.wait() == .status(0))
        #expect(receiver.requests.count == 2)
        #expect(try recorded("message.delivered", scratch) == 1)
        receiver.stop()
    }

    @Test("Two processes do not deliver at once")
    func two() async throws {
        let scratch = Scratch()
        let hold = DispatchSemaphore(value: 0)
        let receiver = try TestReceiver { _, _ in
            hold.wait()
            return .status(200)
        }
        let config = try prepare(scratch, receiver)
        let deliver = ["outbox", "deliver", "--trail", scratch.trail, "--config", config]
        let first = try Child("dealtrail", deliver)
        var arrivals = receiver.arrivals.makeAsyncIterator()
        _ = await arrivals.next()
        let second = try Child("dealtrail", deliver)
        let lines = second.lines()
        #expect(second.wait() == .status(4) && lines.contains { $0.contains("another process delivers") }, "\(lines)")
        hold.signal()
        _ = first.lines()
        #expect(first.wait() == .status(0))
        #expect(receiver.requests.count == 1)
        #expect(try recorded("message.delivered", scratch) == 1)
        receiver.stop()
    }

    @Test("Told to end while it watches, it finishes and records what is under way, and ends well")
    func told() async throws {
        let scratch = Scratch()
        let hold = DispatchSemaphore(value: 0)
        let receiver = try TestReceiver { _, _ in
            hold.wait()
            return .status(200)
        }
        let config = try prepare(scratch, receiver)
        let watch = ["outbox", "deliver", "--trail", scratch.trail, "--config", config, "--watch", "--json"]
        let child = try Child("dealtrail", watch)
        var arrivals = receiver.arrivals.makeAsyncIterator()
        _ = await arrivals.next()
        child.terminate()
        hold.signal()
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(lines)")
        #expect(lines.count == 1 && lines[0].contains("\"delivered\":1"), "\(lines)")
        #expect(try recorded("message.delivered", scratch) == 1)

        // While it waits for something to do it ends at once, and the next one finds the lock free.
        hold.signal()
        try append("globex", to: scratch)
        let idle = try Child("dealtrail", watch)
        #expect(idle.line()?.contains("\"delivered\":1") == true)
        idle.terminate()
        #expect(idle.lines().isEmpty)
        #expect(idle.wait() == .status(0))
        #expect(receiver.requests.count == 2)
        receiver.stop()
    }

    @Test(
        "A receiver whose certificate nobody vouches for gets nothing, and the log says why",
        .enabled(if: TLSReceiver.isAvailable, "needs python3 with its ssl module, and openssl"))
    func certificate() throws {
        let scratch = Scratch()
        let receiver = try TLSReceiver(in: scratch.root)
        let config = try prepare(scratch, url: "https://localhost:\(receiver.port)/hook")
        let deliver = ["outbox", "deliver", "--trail", scratch.trail, "--config", config]
        let refused = try Child("dealtrail", deliver)
        let lines = refused.lines()
        #expect(refused.wait() == .status(1), "\(lines)")
        let log = try Child.tool("log", "--trail", scratch.trail, "--kind", "message.failed", "--json").lines
        #expect(log.count == 1 && log[0].contains("the receiver's certificate does not hold"), "\(log)")
        #expect(try recorded("message.delivered", scratch) == 0)

        // The connection carried nothing.
        #expect(receiver.stop().isEmpty)
    }

    @Test(
        "A receiver whose certificate the system vouches for gets the message, and the delivery is recorded",
        .enabled(
            if: TLSReceiver.canBeVouchedFor, "needs python3 with its ssl module, openssl, and namespaces of a user"))
    func vouched() throws {
        let scratch = Scratch()
        let receiver = try TLSReceiver(in: scratch.root)
        let config = try prepare(scratch, url: "https://localhost:\(receiver.port)/hook")
        let child = try receiver.vouchedFor(["outbox", "deliver", "--trail", scratch.trail, "--config", config])
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(lines)")
        #expect(try recorded("message.delivered", scratch) == 1)
        #expect(try recorded("message.failed", scratch) == 0)
        #expect(receiver.stop().count == 1)
    }

    private func append(_ account: String, to scratch: Scratch) throws {
        let line = """
            {"specversion":"1.0","id":"c-\(account)","source":"s","type":"account.created","author":"rep:lin",\
            "data":{"account":"\(account)"}}\n
            """
        let run = try Child.tool("append", "--trail", scratch.trail, input: line)
        #expect(run.end == .status(0), "\(run.lines)")
    }

    /// A trail that owes one message to the receiver; the path of the configuration.
    private func prepare(_ scratch: Scratch, _ receiver: TestReceiver) throws -> String {
        try prepare(scratch, url: receiver.url)
    }

    private func prepare(_ scratch: Scratch, url: String) throws -> String {
        let files = ["reactions", "config", "secret"].map { "\(scratch.root)/\($0)" }
        try Data("reactions: [{ name: r, version: 1, on: [account.created], to: hook }]\n".utf8)
            .write(to: URL(filePath: files[0]))
        try Data(
            "endpoints: [{ name: hook, url: '\(url)', secrets: [{ file: \(files[2]) }], timeout-seconds: 600 }]\n"
                .utf8
        ).write(to: URL(filePath: files[1]))
        _ = FileManager.default.createFile(
            atPath: files[2], contents: Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".utf8),
            attributes: [.posixPermissions: 0o600])
        let runs = [
            try Child.tool("init", "--trail", scratch.trail, "--origin", "example.com/fault", "--author", "ops:wu"),
            try Child.tool("reactions", "enable", files[0], "--trail", scratch.trail, "--author", "ops:wu"),
        ]
        for run in runs { #expect(run.end == .status(0), "\(run.lines)") }
        try append("acme", to: scratch)
        return files[1]
    }

    private func recorded(_ kind: String, _ scratch: Scratch) throws -> Int {
        try Child.tool("log", "--trail", scratch.trail, "--kind", kind, "--json").lines.count
    }
}
