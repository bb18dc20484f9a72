import Dealtrail
import DealtrailReactions
import Foundation
import Testing

@Suite("The runner of the outbox")
struct OutboxRunnerTests {
    @Test("A message carries the event as it is stored, once, under a key that anyone can derive")
    func deliversOnce() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme", "globex")
        let adapter = CountingAdapter { _, _ in .delivered(status: 202) }
        let runner = try await outbox.runner(adapter)
        let round = try await runner.deliverDue()
        #expect(round.delivered == 2 && round.waiting == 0 && round.nextAttempt == nil)
        #expect(try await runner.deliverDue() == OutboxRound())
        #expect(adapter.messages.count == 2)

        let created = try outbox.trail.log.events(EventFilter(query: .kinds("account.created")))
        for message in adapter.messages {
            let event = try #require(created.first { $0.id == message.event })
            #expect(
                message.key == MessageKey(origin: "example.com/test", reaction: "accounts", event: event.id, index: 0))
            let writer = CloudEventsWriter(source: "example.com/test", catalog: .sales)
            #expect(try String(decoding: message.body, as: UTF8.self) == writer.line(event))
            #expect(message.contentType == "application/cloudevents+json; charset=utf-8")
        }
        let delivered = try outbox.recorded(MessageDelivered.self)
        #expect(Set(delivered.map(\.key)) == Set(adapter.messages.map(\.key)))
        #expect(delivered.allSatisfy { $0.attempt == 1 && $0.status == 202 && $0.endpoint == "hook" })
        // The event that it is about is the cause.
        let first = try #require(try outbox.trail.log.events(EventFilter(query: .kinds(MessageDelivered.kind))).first)
        #expect(created.map(\.id).contains(try #require(first.causation)))
        #expect(first.author.kind == .automation && first.author.id == "outbox")
        try await outbox.end()
    }

    @Test("Enabling does not send what was before, unless it says from where on")
    func enabling() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        try await outbox.create("before")
        let position = try #require(
            try outbox.trail.log.events(EventFilter(query: .kinds("account.created"))).first?.position)
        try await outbox.trail.enable(OutboxTrail.accounts, by: OutboxTrail.wu, id: "enable-1")
        try await outbox.create("after")
        #expect(try outbox.trail.outbox().owed.count == 1)
        let next = ReactionDefinition(
            name: "accounts", version: "2", kinds: ["account.created"], endpoint: "hook")
        try await outbox.trail.enable(next, by: OutboxTrail.wu, id: "enable-2", from: position)
        let view = try outbox.trail.outbox()
        #expect(view.owed.map(\.version) == ["2", "2"] && view.reactions.map(\.version) == ["1", "2"])
        // The position itself is in; the one after it is not before it.
        let third = ReactionDefinition(
            name: "accounts", version: "3", kinds: ["account.created"], endpoint: "hook")
        try await outbox.trail.enable(third, by: OutboxTrail.wu, id: "enable-3", from: position + 1)
        #expect(try outbox.trail.outbox().owed.map(\.version) == ["2", "3"])
        try await outbox.end()
    }

    @Test("What a version has delivered the next one does not deliver again")
    func versions() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let adapter = CountingAdapter()
        let runner = try await outbox.runner(adapter)
        _ = try await runner.deliverDue()
        let next = ReactionDefinition(
            name: "accounts", version: "2", kinds: ["account.created"], endpoint: "hook")
        try await outbox.trail.enable(next, by: OutboxTrail.wu, id: "enable-2", from: 0)
        #expect(try await runner.deliverDue().delivered == 0)
        #expect(adapter.messages.count == 1)
        try await outbox.end()
    }

    @Test("What was owed when a reaction was disabled is not sent, nor when it is enabled again from then on")
    func disabling() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        try await outbox.trail.disable("accounts", reason: "moves", by: OutboxTrail.wu, id: "disable")
        let adapter = CountingAdapter()
        let runner = try await outbox.runner(adapter)
        #expect(try await runner.deliverDue() == OutboxRound())
        try await outbox.trail.enable(OutboxTrail.accounts, by: OutboxTrail.wu, id: "again")
        try await outbox.create("globex")
        #expect(try await runner.deliverDue().delivered == 1)
        #expect(adapter.messages.count == 1)
        try await outbox.end()
    }

    @Test("A failure is recorded with the time of the next attempt, and nothing is tried before it")
    func retries() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let adapter = CountingAdapter { _, number in
            number < 3 ? .failed(DeliveryFailure("the receiver answered 503", status: 503)) : .delivered(status: 200)
        }
        let retry = RetrySettings(attempts: 5, firstMilliseconds: 1_000, longestMilliseconds: 3_000, jitterPercent: 0)
        let runner = try await outbox.runner(adapter, retry: retry)
        var times: [Timestamp] = []
        for attempt in 1...3 {
            let round = try await runner.deliverDue()
            #expect(round.failed == 1 && round.waiting == 1)
            let next = try #require(round.nextAttempt)
            times.append(next)
            // One tick before it is due nothing happens.
            outbox.clock.set(Timestamp(nanoseconds: next.nanoseconds - 1))
            #expect(try await runner.deliverDue().failed == 0)
            #expect(adapter.messages.count == attempt)
            outbox.clock.set(next)
        }
        #expect(zip(times, times.dropFirst()).map { $1.duration(since: $0) } == [.seconds(2), .seconds(3)])
        #expect(try await runner.deliverDue().delivered == 1)
        let failed = try outbox.recorded(MessageFailed.self)
        #expect(failed.map(\.attempt) == [1, 2, 3] && failed.map(\.nextAttempt) == times)
        #expect(failed.allSatisfy { $0.status == 503 && $0.reason == "the receiver answered 503" })
        #expect(try outbox.recorded(MessageDelivered.self).map(\.attempt) == [4])
        #expect(Set(adapter.messages.map(\.key)).count == 1)
        try await outbox.end()
    }

    @Test("The schedule is in the log: a process that starts anew goes on with it")
    func schedule() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let failing = CountingAdapter { _, _ in .failed(DeliveryFailure("no answer")) }
        let first = try await outbox.runner(failing)
        let next = try #require(try await first.deliverDue().nextAttempt)
        await first.close()
        let adapter = CountingAdapter()
        let second = try await outbox.runner(adapter)
        #expect(try await second.deliverDue().nextAttempt == next)
        #expect(adapter.messages.isEmpty)
        outbox.clock.set(next)
        #expect(try await second.deliverDue().delivered == 1)
        #expect(try outbox.recorded(MessageDelivered.self).map(\.attempt) == [2])
        try await outbox.end()
    }

    @Test("As many failures as the endpoint allows make a dead letter, which is inspected and resent")
    func deadLetters() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let adapter = CountingAdapter { _, number in
            number < 2 ? .failed(DeliveryFailure("no answer")) : .delivered(status: nil)
        }
        let runner = try await outbox.runner(adapter, retry: RetrySettings(attempts: 2))
        let round = try await runner.deliverDue()
        outbox.clock.set(try #require(round.nextAttempt))
        #expect(try await runner.deliverDue().dead == 1)
        // The last failure is in the dead letter, so that two attempts leave two events.
        #expect(try outbox.recorded(MessageFailed.self).count == 1)
        let letter = try #require(try outbox.trail.outbox().deadLetters.first?.letter)
        #expect(letter.cause == .exhausted && letter.attempts == 2 && letter.reason == "no answer")
        #expect(letter.endpoint == "hook" && letter.key == adapter.messages[0].key)
        outbox.clock.advance(by: .seconds(86_400))
        #expect(try await runner.deliverDue() == OutboxRound())

        try await outbox.handle(Message.resend(letter.key, of: "accounts"), "resend")
        #expect(try await runner.deliverDue().delivered == 1)
        #expect(try outbox.trail.outbox().deadLetters.isEmpty)
        #expect(try outbox.recorded(MessageDelivered.self).map(\.attempt) == [1])
        try await outbox.end()
    }

    @Test("A receiver that refuses for good is not asked again, and does not hold up what comes after")
    func permanent() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        try await outbox.handle(Account.changeOwner("acme", to: "rep:chen", reason: "leave"), "owner")
        let adapter = CountingAdapter { message, _ in
            message.kind == "account.created"
                ? .failed(DeliveryFailure("the receiver answered 410", status: 410, isPermanent: true))
                : .delivered(status: 200)
        }
        let runner = try await outbox.runner(adapter)
        let round = try await runner.deliverDue()
        #expect(round.dead == 1 && round.delivered == 1 && round.waiting == 0)
        let letter = try #require(try outbox.trail.outbox().deadLetters.first?.letter)
        #expect(letter.cause == .rejected && letter.status == 410 && letter.attempts == 1)
        try await outbox.end()
    }

    @Test("What goes to one endpoint about one stream goes in the order of the events")
    func order() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme", "globex")
        for (number, owner) in ["rep:chen", "rep:zhao", "rep:lin"].enumerated() {
            try await outbox.handle(
                Account.changeOwner("acme", to: ActorID(owner), reason: "rotation"), CommandID("owner-\(number)"))
        }
        // The first about acme fails once; nothing about acme may come before it, and globex does not wait.
        let adapter = CountingAdapter { _, number in
            number == 0 ? .failed(DeliveryFailure("no answer")) : .delivered(status: nil)
        }
        let runner = try await outbox.runner(adapter, settings: OutboxSettings(concurrency: 1))
        let round = try await runner.deliverDue()
        #expect(round.delivered == 1 && round.failed == 1 && round.waiting == 4)
        outbox.clock.set(try #require(round.nextAttempt))
        #expect(try await runner.deliverDue().delivered == 4)
        let events = try outbox.trail.log.events(.stream("account:acme")).map(\.id)
        #expect(adapter.messages.map(\.event).filter(events.contains) == [events[0]] + events)
        try await outbox.end()
    }

    @Test("An endpoint that fails whatever it gets is left alone, and fills the log no further")
    func pause() async throws {
        let outbox = try await OutboxTrail()
        for number in 0..<20 { try await outbox.create(AccountID("a-\(number)")) }
        let adapter = CountingAdapter { _, _ in .failed(DeliveryFailure("no answer")) }
        let runner = try await outbox.runner(adapter, settings: OutboxSettings(concurrency: 1, failuresBeforePause: 3))
        let round = try await runner.deliverDue()
        #expect(round.failed == 3 && round.waiting == 20)
        #expect(try await runner.deliverDue().failed == 0)
        // When it is due again, it is asked as often again and no more.
        outbox.clock.set(try #require(round.nextAttempt))
        #expect(try await runner.deliverDue().failed == 3)
        #expect(adapter.messages.count == 6)
        try await outbox.end()
    }

    @Test("A receiver that asks for a pause gets it")
    func retryAfter() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme", "globex")
        let adapter = CountingAdapter { _, number in
            number == 0
                ? .failed(DeliveryFailure("the receiver answered 429", status: 429, retryAfter: .seconds(120)))
                : .delivered(status: nil)
        }
        let runner = try await outbox.runner(adapter, settings: OutboxSettings(concurrency: 1))
        let start = outbox.clock.now
        let round = try await runner.deliverDue()
        #expect(round.failed == 1 && round.delivered == 0)
        #expect(round.nextAttempt == start.advanced(by: .seconds(120)))
        outbox.clock.advance(by: .seconds(119))
        #expect(try await runner.deliverDue().delivered == 0)
        outbox.clock.advance(by: .seconds(1))
        #expect(try await runner.deliverDue().delivered == 2)
        try await outbox.end()
    }

    @Test("An adapter that throws has failed, and its error is not recorded in words")
    func throwing() async throws {
        struct Private: Error { let secret = "hunter2" }
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let runner = try await outbox.runner(CountingAdapter { _, _ in throw Private() })
        #expect(try await runner.deliverDue().failed == 1)
        #expect(try outbox.recorded(MessageFailed.self).map(\.reason) == ["the adapter failed: Private"])
        try await outbox.end()
    }

    @Test("What goes to an endpoint that is not configured waits, and says so")
    func stranded() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let runner = try await OutboxRunner.open(outbox.trail, endpoints: [:], clock: outbox.clock.read)
        let round = try await runner.deliverDue()
        #expect(round.stranded == 1 && round.waiting == 1 && round.nextAttempt == nil)
        #expect(try outbox.trail.outbox().owed.count == 1)
        try await outbox.end()
    }

    @Test("One delivers at a time")
    func oneRunner() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let adapter = CountingAdapter()
        let first = try await outbox.runner(adapter)
        let other = try await Trail.open(at: outbox.directory)
        await #expect(throws: OutboxError.self) { _ = try await outbox.runner(adapter, trail: other) }
        await first.close()
        let second = try await outbox.runner(adapter, trail: other)
        #expect(try await second.deliverDue().delivered == 1)
        #expect(try await first.deliverDue().delivered == 0)
        try await other.close()
        try await outbox.end()
    }

    @Test("A run delivers what is appended while it goes on, and sleeps until the next attempt")
    func run() async throws {
        let outbox = try await OutboxTrail()
        let adapter = CountingAdapter { _, number in
            number == 0 ? .failed(DeliveryFailure("no answer")) : .delivered(status: nil)
        }
        let runner = try await outbox.runner(
            adapter,
            retry: RetrySettings(attempts: 3, firstMilliseconds: 7_000, longestMilliseconds: 7_000, jitterPercent: 0))
        let (rounds, told) = AsyncStream.makeStream(of: OutboxRound.self)
        let clock = outbox.clock
        let task = Task {
            try await runner.run(sleep: { clock.advance(by: $0) }, told: { told.yield($0) })
        }
        var delivered = 0
        var isFirst = true
        for await round in rounds {
            if isFirst { try await outbox.create("acme") }
            isFirst = false
            delivered += round.delivered
            if delivered == 1 { try await outbox.create("globex") }
            if delivered == 2 { break }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(adapter.messages.count == 3)
        // Nobody slept but until the attempt was due.
        #expect(clock.now == Timestamp(nanoseconds: 1_772_000_007_000_000_000))
        try await outbox.end()
    }

    @Test("A run that is stopped returns, and while nothing happens it makes no rounds")
    func stopped() async throws {
        let outbox = try await OutboxTrail()
        let runner = try await outbox.runner(CountingAdapter())
        let (rounds, told) = AsyncStream.makeStream(of: OutboxRound.self)
        let run = Task {
            defer { told.finish() }
            try await runner.run(told: { told.yield($0) })
        }
        var count = 0
        for await _ in rounds {
            count += 1
            // Each append is one more round, or two where a delivery is recorded.
            if count < 5 { try await outbox.create(AccountID("a-\(count)")) } else { await runner.stop() }
        }
        try await run.value
        #expect(try outbox.recorded(MessageDelivered.self).count >= 3)
        // After that it makes no other.
        try await runner.run(told: { _ in Issue.record("a round after the end") })
        await runner.close()
        try await outbox.end()
    }
}
