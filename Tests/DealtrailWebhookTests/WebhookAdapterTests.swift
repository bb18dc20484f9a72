import Dealtrail
import DealtrailReactions
import DealtrailTestReceiver
import DealtrailWebhook
import Foundation
import Testing

@Suite("Webhooks against a receiver")
struct WebhookAdapterTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private let message = OutboundMessage(
        key: "msg_1", reaction: "r", event: EventID(high: 1, low: 2), kind: "quote.sent",
        contentType: "application/cloudevents+json; charset=utf-8", body: Array(#"{"specversion":"1.0"}"#.utf8),
        sentAt: Timestamp(nanoseconds: 1_772_000_000_500_000_000))

    private func adapter(_ receiver: TestReceiver, secrets: [String] = [secret]) throws -> WebhookAdapter {
        let url = try #require(URL(string: receiver.url))
        // Long, so that a busy machine is none that does not answer.
        return WebhookAdapter(url: url, secrets: try secrets.map { try WebhookSecret($0) }, timeout: 120)
    }

    private func deliver(to receiver: TestReceiver) async throws -> DeliveryOutcome {
        let adapter = try adapter(receiver)
        defer { adapter.close() }
        return try await adapter.deliver(message)
    }

    @Test("A message arrives as it is, signed with every secret")
    func arrives() async throws {
        let receiver = try TestReceiver { _, _ in .status(202) }
        let adapter = try adapter(receiver, secrets: [Self.secret, "a new secret of many letters"])
        #expect(try await adapter.deliver(message) == .delivered(status: 202))
        let request = try #require(receiver.requests.first)
        #expect(request.method == "POST" && request.path == "/hook" && request.body == message.body)
        #expect(request.headers["content-type"] == message.contentType)
        #expect(request.headers["webhook-id"] == "msg_1" && request.headers["webhook-timestamp"] == "1772000000")
        for secret in [Self.secret, "a new secret of many letters"] {
            try WebhookSignature.verify(
                id: "msg_1", timestamp: try #require(request.headers["webhook-timestamp"]),
                signatures: try #require(request.headers["webhook-signature"]), body: request.body,
                secrets: [try WebhookSecret(secret)], now: message.sentAt)
        }
        adapter.close()
        receiver.stop()
    }

    @Test("What a status means", arguments: [200, 204, 299, 400, 401, 404, 408, 410, 425, 429, 500, 503, 599])
    func statuses(_ status: Int) async throws {
        let receiver = try TestReceiver { _, _ in .status(status) }
        let outcome = try await deliver(to: receiver)
        switch status {
        case 200...299: #expect(outcome == .delivered(status: status))
        case 408, 425, 429, 500...599:
            #expect(outcome == .failed(DeliveryFailure("the receiver answered \(status)", status: status)))
        default:
            #expect(
                outcome
                    == .failed(
                        DeliveryFailure("the receiver answered \(status)", status: status, isPermanent: true)))
        }
        receiver.stop()
    }

    @Test("Retry-After is taken as seconds or as a date, and not beyond a day")
    func retryAfter() async throws {
        let headers = [
            ("120", Duration.seconds(120)), ("0", .zero), ("99999999999999999999", .seconds(86_400)),
            // Ten seconds after the message was sent, less its half second.
            ("Wed, 25 Feb 2026 06:13:30 GMT", .milliseconds(9_500)),
            ("Wed, 25 Feb 2026 06:13:10 GMT", .zero),
        ]
        for (value, wait) in headers {
            let receiver = try TestReceiver { _, _ in .status(429, headers: ["Retry-After": value]) }
            guard case .failed(let failure) = try await deliver(to: receiver) else {
                Issue.record("429 counts as delivered")
                continue
            }
            #expect(failure.retryAfter == wait && !failure.isPermanent, "\(value)")
            receiver.stop()
        }
        let receiver = try TestReceiver { _, _ in .status(503, headers: ["Retry-After": "soon"]) }
        #expect(
            try await deliver(to: receiver) == .failed(DeliveryFailure("the receiver answered 503", status: 503)))
        receiver.stop()
    }

    @Test("A redirection is not followed: no other receiver sees the body", arguments: [301, 302, 303, 307, 308])
    func redirected(_ status: Int) async throws {
        let other = try TestReceiver()
        let receiver = try TestReceiver { _, _ in .status(status, headers: ["Location": other.url]) }
        guard case .failed(let failure) = try await deliver(to: receiver) else {
            Issue.record("\(status) counts as delivered")
            return
        }
        #expect(failure.isPermanent && failure.status == status)
        #expect(receiver.requests.count == 1 && other.requests.isEmpty)
        receiver.stop()
        other.stop()
    }

    @Test("A receiver that closes the connection, or is not there, has not taken it")
    func closed() async throws {
        let receiver = try TestReceiver { _, _ in .close }
        guard case .failed(let closed) = try await deliver(to: receiver) else {
            Issue.record("a closed connection counts as delivered")
            return
        }
        #expect(!closed.isPermanent && closed.status == nil && !closed.reason.contains("127.0.0.1"))
        receiver.stop()
        guard case .failed(let absent) = try await deliver(to: receiver) else {
            Issue.record("nobody counts as a receiver")
            return
        }
        #expect(!absent.isPermanent && absent.status == nil && !absent.reason.contains("127.0.0.1"))
    }

    @Test("Of a long answer no more is read than has to be")
    func longAnswer() async throws {
        let receiver = try TestReceiver { _, _ in .status(200, body: [UInt8](repeating: 0x78, count: 8 << 20)) }
        #expect(try await deliver(to: receiver) == .delivered(status: 200))
        receiver.stop()
    }

    @Test("A slow receiver is waited for, and a cancelled delivery is none")
    func slow() async throws {
        let hold = DispatchSemaphore(value: 0)
        let receiver = try TestReceiver { _, _ in
            hold.wait()
            return .status(200)
        }
        let adapter = try adapter(receiver)
        let delivery = Task { [message] in try await adapter.deliver(message) }
        var arrivals = receiver.arrivals.makeAsyncIterator()
        _ = await arrivals.next()
        hold.signal()
        #expect(try await delivery.value == .delivered(status: 200))

        let cancelled = Task { [message] in try await adapter.deliver(message) }
        _ = await arrivals.next()
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        hold.signal()
        adapter.close()
        receiver.stop()
    }

    @Test("A receiver that does not answer in time has not taken it, and is tried again")
    func timeout() async throws {
        let hold = DispatchSemaphore(value: 0)
        let receiver = try TestReceiver { _, _ in
            hold.wait()
            return .status(200)
        }
        let url = try #require(URL(string: receiver.url))
        let adapter = WebhookAdapter(url: url, secrets: [try WebhookSecret(Self.secret)], timeout: 1)
        // The receiver answers only after the adapter has given up: whichever clock is slow, there is one outcome.
        let outcome = try await adapter.deliver(message)
        #expect(outcome == .failed(DeliveryFailure("the receiver did not answer in time")))
        #expect(receiver.requests.count == 1)
        hold.signal()
        adapter.close()
        receiver.stop()
    }

    @Test("A receiver that fails and comes back gets everything once, in order, under the same keys")
    func endToEnd() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-hook-\(UUID())").path
        let start = Timestamp(nanoseconds: 1_772_000_000_000_000_000)
        let wu = Author("manager:wu")
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: wu,
            options: TrailOptions(mapSize: 1 << 30, clock: { start }))
        let reaction = ReactionDefinition(name: "accounts", version: "1", kinds: ["account.created"], endpoint: "hook")
        try await trail.enable(reaction, by: wu, id: "enable")
        _ = try await trail.handle(Account.create("acme", owner: "rep:lin"), by: wu, id: "create")
        let receiver = try TestReceiver { _, number in number < 2 ? .close : .status(200) }
        let endpoint = Endpoint(try adapter(receiver), retry: RetrySettings(jitterPercent: 0))
        for seconds in [0, 10, 30] {
            let now = start.advanced(by: .seconds(seconds))
            let runner = try await OutboxRunner.open(trail, endpoints: ["hook": endpoint], clock: { now })
            let round = try await runner.deliverDue()
            #expect(round.delivered == (seconds == 30 ? 1 : 0) && round.failed == (seconds == 30 ? 0 : 1))
            await runner.close()
        }
        #expect(receiver.requests.count == 3 && Set(receiver.requests.map { $0.headers["webhook-id"] }).count == 1)
        receiver.stop()
        try await trail.close()
        try FileManager.default.removeItem(atPath: directory)
    }
}
