import Dealtrail
import DealtrailReactions
import Foundation
import Synchronization
import Testing

@Suite("An outbox that starts")
struct OutboxCheckpointTests {
    /// Says what ``OutboxTrail/accounts`` says, and counts how often it is asked.
    private final class Counted: EventReaction {
        let name: ReactionName = "counted"
        let version = "1"
        let query = Query.kinds("account.created")
        private let asked = Mutex(0)
        var count: Int { asked.withLock(\.self) }

        func react(to event: RecordedEvent, in context: ReactionContext) throws -> [ReactionOutput] {
            asked.withLock { $0 += 1 }
            return [.message(try MessageDraft(to: "hook", event, in: context))]
        }
    }

    private func path(_ outbox: OutboxTrail) -> String { outbox.directory + "/outbox/checkpoint.json" }

    /// What the outbox says with the checkpoint, and without it.
    private func both(_ outbox: OutboxTrail, _ reactions: [any EventReaction] = []) throws -> [OutboxView] {
        let known = ReactionCatalog(reactions)
        let with = try outbox.trail.outbox(known)
        let bytes = FileManager.default.contents(atPath: path(outbox))
        try? FileManager.default.removeItem(atPath: path(outbox))
        let without = try outbox.trail.outbox(known)
        if let bytes { try bytes.write(to: URL(filePath: path(outbox))) }
        return [with, without]
    }

    private func expectSame(_ views: [OutboxView], _ note: Comment) {
        #expect(views[0].owed == views[1].owed, note)
        #expect(views[0].deadLetters == views[1].deadLetters, note)
        #expect(views[0].delivered == views[1].delivered && views[0].applied == views[1].applied, note)
        #expect(views[0].reactions == views[1].reactions && views[0].size == views[1].size, note)
    }

    @Test("It folds what is new, and asks a reaction nothing about what was delivered")
    func start() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        let first = Counted()
        try await outbox.trail.enable(first, by: OutboxTrail.wu, id: "enable")
        for number in 0..<20 { try await outbox.create(AccountID("a-\(number)")) }
        let runner = try await outbox.runner(CountingAdapter(), reactions: [first])
        #expect(try await runner.deliverDue().delivered == 20)
        await runner.close()
        #expect(first.count == 40, "once to see what is owed, and once before each attempt")

        let second = Counted()
        let next = try await outbox.runner(CountingAdapter(), reactions: [second])
        #expect(try await next.deliverDue() == OutboxRound())
        #expect(second.count == 0)
        try await outbox.create("new")
        #expect(try await next.deliverDue().delivered == 1)
        #expect(second.count == 2)
        await next.close()
        // Whoever only looks has it as well.
        let third = Counted()
        #expect(try outbox.trail.outbox(ReactionCatalog([third])).delivered == 21)
        #expect(third.count == 0)
        // One that does not know the reaction has to find out for itself, and leaves nothing that is wrong for others.
        let stranger = try await outbox.runner(CountingAdapter())
        try await outbox.create("later")
        #expect(try await stranger.deliverDue().delivered == 0)
        await stranger.close()
        expectSame(try both(outbox, [third]), "known again")
        #expect(try outbox.trail.outbox(ReactionCatalog([third])).owed.count == 1)
        try await outbox.end()
    }

    @Test(
        "What it says is what the log says, whatever was delivered, failed, died, was resent, enabled and disabled",
        arguments: 1...6)
    func same(_ seed: Int) async throws {
        let outbox = try await OutboxTrail()
        let retry = RetrySettings(attempts: 2, firstMilliseconds: 1_000, longestMilliseconds: 1_000, jitterPercent: 0)
        for step in 0..<12 {
            for number in 0...step % 3 { try await outbox.create(AccountID("a-\(step)-\(number)")) }
            let adapter = CountingAdapter { _, number in
                switch (number * 7 + step * 5 + seed) % 4 {
                case 0: .failed(DeliveryFailure("no answer"))
                case 1: .failed(DeliveryFailure("refused", status: 410, isPermanent: true))
                default: .delivered(status: 200)
                }
            }
            let runner = try await outbox.runner(adapter, retry: retry)
            _ = try await runner.deliverDue()
            if step % 2 == 0 { await runner.close() }
            outbox.clock.advance(by: .seconds(2))
            if step % 2 == 1 {
                _ = try await runner.deliverDue()
                await runner.close()
            }
            if step < 10, (step + seed) % 4 == 0, let dead = try outbox.trail.outbox().deadLetters.first {
                try await outbox.handle(
                    Message.resend(dead.letter.key, of: dead.letter.reaction, reason: "again"),
                    CommandID("resend-\(step)"))
            }
            if step == 5 + seed % 3 {
                let second = ReactionDefinition(
                    name: "accounts", version: "2", kinds: ["account.created"], endpoint: "hook")
                try await outbox.trail.enable(second, by: OutboxTrail.wu, id: "second")
            }
            if step == 10 {
                try await outbox.handle(Reaction.disable("accounts", reason: "moves"), "disable")
            }
            expectSame(try both(outbox), "seed \(seed), step \(step)")
        }
        try await outbox.end()
    }

    @Test("A checkpoint that is torn, or of another log, is as none")
    func unusable() async throws {
        let outbox = try await OutboxTrail()
        let other = try await OutboxTrail()
        for trail in [outbox, other] {
            try await trail.create("acme", owner: trail.directory == other.directory ? "rep:other" : "rep:lin")
            let runner = try await trail.runner(CountingAdapter())
            _ = try await runner.deliverDue()
            await runner.close()
        }
        let whole = try #require(FileManager.default.contents(atPath: path(outbox)))
        for length in Swift.stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
            try whole.prefix(length).write(to: URL(filePath: path(outbox)))
            expectSame(try both(outbox), "\(length) bytes")
        }
        let foreign = try #require(FileManager.default.contents(atPath: path(other)))
        let text = String(decoding: foreign, as: UTF8.self).replacingOccurrences(
            of: "\"delivered\":1", with: "\"delivered\":77")
        #expect(text.contains(":77"))
        try Data(text.utf8).write(to: URL(filePath: path(outbox)))
        #expect(try outbox.trail.outbox().delivered == 1, "it is of another log")
        try await outbox.end()
        try await other.end()
    }
}
