import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct MessageTests {
    private let key = EventSamples.messageKey
    private let event = EventID(high: 1, low: 2)
    private let wu = Scenario.wu
    private let outbox = Author("outbox", kind: .automation)
    private let claimed = OutboxClaimed(instance: "0123456789abcdef0123456789abcdef")

    private func enabled(_ version: String = "1", _ definition: ContentDigest? = nil) -> ReactionEnabled {
        ReactionEnabled(reaction: "erp", version: version, definition: definition)
    }

    private func delivered(_ attempt: Int = 1) -> MessageDelivered {
        MessageDelivered(key: key, reaction: "erp", endpoint: "hook", event: event, attempt: attempt)
    }

    private func failed(_ attempt: Int) -> MessageFailed {
        MessageFailed(
            key: key, reaction: "erp", endpoint: "hook", event: event, attempt: attempt, reason: "no answer",
            nextAttempt: Timestamp(nanoseconds: 1))
    }

    private var dead: MessageDeadLettered {
        MessageDeadLettered(
            key: key, reaction: "erp", endpoint: "hook", event: event, attempts: 2, cause: .exhausted,
            reason: "no answer")
    }

    // MARK: - Reactions

    @Test func `A reaction is enabled once in a version, by a trail that has somebody who delivers`() throws {
        let enable = Reaction.enable("erp", version: "1")
        try given().when(enable, by: wu).thenRefused("outbox.unclaimed")
        try given(claimed, by: wu).when(enable, by: wu).then(enabled())
            .when(enable, by: wu).thenRefused("reaction.enabled")
        try given(claimed, by: wu).when(Reaction.enable("", version: "1"), by: wu).thenRefused("name.invalid")
    }

    @Test func `A version stays what it was, and another takes its place`() throws {
        let first = EventSamples.digest
        let second = ContentDigest(of: [1])
        let before = given(claimed, enabled("1", first), by: wu)
        try before.when(Reaction.enable("erp", version: "2", definition: second), by: wu).then(enabled("2", second))
            .when(Reaction.enable("erp", version: "1", definition: second), by: wu)
            .thenRefused("reaction.version-reused")
        try given(
            claimed, enabled("1", first), ReactionDisabled(reaction: "erp", reason: "moves"), by: wu
        ).when(Reaction.enable("erp", version: "1", definition: first), by: wu).then(enabled("1", first))
    }

    @Test func `Only what is enabled is disabled, and with a reason`() throws {
        let disable = Reaction.disable("erp", reason: "moves")
        try given(claimed, by: wu).when(disable, by: wu).thenRefused("reaction.not-enabled")
        let before = given(claimed, enabled(), by: wu)
        try before.when(Reaction.disable("erp", reason: " "), by: wu).thenRefused("reaction.reason-required")
        try before.when(disable, by: wu).then(ReactionDisabled(reaction: "erp", reason: "moves"))
            .when(disable, by: wu).thenRefused("reaction.not-enabled")
    }

    @Test func `A second directory says from where on it delivers`() throws {
        let other = "ffffffffffffffffffffffffffffffff"
        try given().when(Outbox.claim(claimed.instance), by: outbox).then(claimed)
            .when(Outbox.claim(other), by: outbox).thenRefused("outbox.claimed")
        try given(claimed, by: outbox).when(Outbox.claim(other, resumeFrom: 7), by: outbox)
            .then(OutboxClaimed(instance: other, resumeFrom: 7))
    }

    // MARK: - Messages

    @Test func `A message is delivered once`() throws {
        try given().when(Message.record(delivered()), by: outbox).then(delivered())
            .when(Message.record(delivered(2)), by: outbox).thenNothing()
            .when(Message.record(failed(2)), by: outbox).thenNothing()
            .when(Message.record(dead), by: outbox).thenNothing()
    }

    @Test func `Each attempt fails once, and what is dead fails no more`() throws {
        try given().when(Message.record(failed(1)), by: outbox).then(failed(1))
            .when(Message.record(failed(1)), by: outbox).thenNothing()
            .when(Message.record(failed(2)), by: outbox).then(failed(2))
            .when(Message.record(dead), by: outbox).then(dead)
            .when(Message.record(dead), by: outbox).thenNothing()
            .when(Message.record(failed(3)), by: outbox).thenNothing()
    }

    @Test func `A command of a reaction is done once`() throws {
        let applied = ReactionApplied(
            key: key, reaction: "erp", event: event, command: "quote.expire", outcome: .refused)
        try given().when(Reaction.record(applied), by: outbox).then(applied)
            .when(Reaction.record(applied), by: outbox).thenNothing()
    }

    @Test func `Only a dead letter is resent, and its attempts begin anew`() throws {
        let resend = Message.resend(key, of: "erp", reason: "it is back")
        let resent = MessageResent(key: key, reaction: "erp", reason: "it is back")
        try given(claimed, enabled(), by: wu).when(resend, by: wu).thenRefused("message.not-dead")
        let again = try given(claimed, enabled(), failed(1), dead, by: wu).when(resend, by: wu).then(resent)
        try again.when(resend, by: wu).thenRefused("message.not-dead")
        try again.when(Message.record(failed(1)), by: outbox).then(failed(1))
        try given(claimed, enabled(), dead, delivered(), by: wu).when(resend, by: wu).thenRefused("message.delivered")
        try given(claimed, enabled(), dead, ReactionDisabled(reaction: "erp", reason: "moves"), by: wu)
            .when(resend, by: wu).thenRefused("reaction.not-enabled")
    }

    // MARK: - Keys and waits

    @Test func `A key is that of its origin, reaction, event and index`() {
        let keys = [
            MessageKey(origin: "a", reaction: "r", event: event, index: 0),
            MessageKey(origin: "b", reaction: "r", event: event, index: 0),
            MessageKey(origin: "a", reaction: "s", event: event, index: 0),
            MessageKey(origin: "a", reaction: "r", event: EventID(high: 1, low: 3), index: 0),
            MessageKey(origin: "a", reaction: "r", event: event, index: 1),
        ]
        #expect(Set(keys).count == 5)
        #expect(keys.allSatisfy { $0.rawValue.utf8.count == 36 && $0.isValid })
        // It is stored, and receivers keep it: it never changes.
        #expect(keys[0] == "msg_e1a54239f961998c9cb5cb90cde3a9a4")
    }

    @Test func `Waits double up to the longest, and are shortened by no more than the jitter`() {
        let plain = RetrySettings(attempts: 8, firstMilliseconds: 100, longestMilliseconds: 750, jitterPercent: 0)
        #expect(
            (1...5).map { plain.delay(after: $0, of: key) } == [100, 200, 400, 750, 750].map(Duration.milliseconds))
        #expect(plain.delay(after: .max, of: key) == .milliseconds(750))
        let jitter = RetrySettings(attempts: 8, firstMilliseconds: 1_000, longestMilliseconds: 1_000, jitterPercent: 20)
        let waits = (0..<200).map { index in
            jitter.delay(after: 1, of: MessageKey(origin: "a", reaction: "r", event: event, index: index))
        }
        #expect(waits.allSatisfy { $0 >= .milliseconds(800) && $0 <= .seconds(1) })
        // They differ, and each is the same when it is asked for again.
        #expect(Set(waits).count > 50)
        #expect(waits[7] == jitter.delay(after: 1, of: MessageKey(origin: "a", reaction: "r", event: event, index: 7)))
    }
}
