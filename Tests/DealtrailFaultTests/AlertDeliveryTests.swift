import DealtrailModel
import DealtrailTestReceiver
import DealtrailWebhook
import Foundation
import Testing

/// From a due time to a signed message, with real processes that are killed on the way.
@Suite("Alerts that leave, killed on the way", .timeLimit(.minutes(10)))
struct AlertDeliveryTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test("Of each subject and rule one alert is raised and one message taken, whoever is killed in between")
    func killed() async throws {
        let scratch = Scratch()
        // The first answer is held until the process that waits for it is dead.
        let hold = DispatchSemaphore(value: 0)
        let receiver = try TestReceiver { _, number in
            if number == 0 { hold.wait() }
            return .status(200)
        }
        // Whatever fails, nobody waits for an answer any more.
        defer {
            hold.signal()
            receiver.stop()
        }
        let config = try prepare(scratch, receiver)

        // One tick is killed at any time, and two go on at once.
        let tick = ["tick", "--trail", scratch.trail, "--author", "engine:1"]
        let victim = try Child("dealtrail", tick)
        victim.kill()
        _ = victim.wait()
        let ticks = [try Child("dealtrail", tick), try Child("dealtrail", tick)]
        for child in ticks {
            let lines = child.lines()
            #expect(child.wait() == .status(0), "\(lines)")
        }
        #expect(try recorded("alert.raised", "alert-rule:lead-dormant", scratch).count == 2)

        // What delivers is killed between the delivery and its record.
        let deliver = ["outbox", "deliver", "--trail", scratch.trail, "--config", config]
        let child = try Child("dealtrail", deliver)
        var arrivals = receiver.arrivals.makeAsyncIterator()
        _ = try #require(await arrivals.next())
        child.kill()
        #expect(child.wait() == .signal(SIGKILL))
        hold.signal()

        // Everything goes on, and again: nothing is raised or delivered twice.
        for arguments in [deliver, tick, deliver] {
            let next = try Child("dealtrail", arguments)
            let lines = next.lines()
            #expect(next.wait() == .status(0), "\(lines)")
        }
        #expect(try recorded("alert.raised", "alert-rule:lead-dormant", scratch).count == 2)
        #expect(try recorded("message.delivered", nil, scratch).count == 2)
        let bodies = Dictionary(grouping: receiver.requests) { $0.headers["webhook-id"] ?? "" }.mapValues {
            Set($0.map { String(decoding: $0.body, as: UTF8.self) })
        }
        #expect(bodies.count == 2 && bodies.values.allSatisfy { $0.count == 1 }, "\(bodies)")
        let texts = bodies.values.compactMap(\.first).sorted()
        #expect(texts == ["L-1", "L-2"].map { "lead:\($0): call: lead-dormant is due since 2026-03-05" })
        for request in receiver.requests {
            let sent = try #require(request.headers["webhook-timestamp"].flatMap { Int64($0) })
            try WebhookSignature.verify(
                id: try #require(request.headers["webhook-id"]), timestamp: String(sent),
                signatures: try #require(request.headers["webhook-signature"]), body: request.body,
                secrets: [try WebhookSecret(Self.secret)], now: Timestamp(nanoseconds: sent * 1_000_000_000))
        }
    }

    /// A trail with two leads that were reached once and never again, and a reaction to that; the path of the configuration.
    private func prepare(_ scratch: Scratch, _ receiver: TestReceiver) throws -> String {
        let files = ["reactions", "config", "secret"].map { "\(scratch.root)/\($0)" }
        try Data(
            """
            reactions:
              - name: second-action
                version: "1"
                alerts: [lead-dormant]
                to: hook
                content-type: text/plain
                body: '{{data.subject}}: {{data.suggestion.text}}'

            """.utf8
        ).write(to: URL(filePath: files[0]))
        let endpoint =
            "{ name: hook, url: '\(receiver.url)', secrets: [{ file: \(files[2]) }], timeout-seconds: 600 }"
        try Data("endpoints: [\(endpoint)]\n".utf8).write(to: URL(filePath: files[1]))
        _ = FileManager.default.createFile(
            atPath: files[2], contents: Data(Self.secret.utf8), attributes: [.posixPermissions: 0o600])
        let lines = ["L-1", "L-2"].map { lead in
            """
            {"specversion":"1.0","id":"reached-\(lead)","source":"s","type":"lead.first-contact-made",\
            "author":"rep:lin","time":"2026-03-02T10:00:00+08:00","data":{"lead":"\(lead)","owner":"rep:lin"}}\n
            """
        }
        let runs = [
            try Child.tool("init", "--trail", scratch.trail, "--origin", "example.com/fault", "--author", "ops:wu"),
            try Child.tool("append", "--trail", scratch.trail, input: lines.joined()),
            try Child.tool("reactions", "enable", files[0], "--trail", scratch.trail, "--author", "ops:wu"),
        ]
        for run in runs { #expect(run.end == .status(0), "\(run.lines)") }
        return files[1]
    }

    private func recorded(_ kind: String, _ tag: String?, _ scratch: Scratch) throws -> [String] {
        let arguments = ["log", "--trail", scratch.trail, "--kind", kind, "--json"]
        let child = try Child("dealtrail", arguments + (tag.map { ["--tag", $0] } ?? []))
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(lines)")
        return lines
    }
}
