import Dealtrail
import DealtrailLog
import DealtrailReactions
import Foundation
import Testing

@Suite("Nothing leaves by itself")
struct ReplayTests {
    /// A trail that has delivered once, a receiver that counts, and what is owed now.
    private func prepared(_ adapter: CountingAdapter) async throws -> OutboxTrail {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let runner = try await outbox.runner(adapter)
        #expect(try await runner.deliverDue().delivered == 1)
        await runner.close()
        try await outbox.create("globex", "initech")
        return outbox
    }

    @Test("Rebuild, catch-up, as-of, what-if, and looking at the outbox send nothing and record nothing")
    func replay() async throws {
        let adapter = CountingAdapter()
        let outbox = try await prepared(adapter)
        // A runner is there, with its adapter, and nobody asks it to deliver.
        let runner = try await outbox.runner(adapter)
        let size = try outbox.trail.head().size
        let views = try outbox.trail.viewSet()
        try await views.catchUp()
        try await views.rebuild(threads: 2)
        _ = try await outbox.trail.health(asOf: AsOf(known: .position(3)))
        _ = try await outbox.trail.health()
        var stricter = SalesPolicy.standard
        stricter.version = "stricter"
        stricter.pricing.tolerance = 0
        _ = try await outbox.trail.whatIf(stricter)
        #expect(try outbox.trail.outbox().owed.count == 2)
        #expect(adapter.messages.count == 1)
        #expect(try outbox.trail.head().size == size)
        #expect(try await runner.deliverDue().delivered == 2)
        try await outbox.end()
    }

    @Test("A restored backup sends nothing until somebody says from where on, and then withholds what came before")
    func restored() async throws {
        let adapter = CountingAdapter()
        let outbox = try await prepared(adapter)
        let backup = outbox.directory + "-backup"
        let restored = outbox.directory + "-restored"
        _ = try TrailCopy.copy(from: outbox.directory, to: backup)
        // The trail goes on after the backup: it delivers what the backup thinks is owed.
        let runner = try await outbox.runner(adapter)
        #expect(try await runner.deliverDue().delivered == 2)
        await runner.close()
        _ = try TrailCopy.copy(from: backup, to: restored)
        let copy = try await Trail.open(at: restored, options: TrailOptions(clock: outbox.clock.read))
        #expect(try copy.outbox().owed.count == 2)
        let error = await #expect(throws: OutboxError.self) { _ = try await outbox.runner(adapter, trail: copy) }
        #expect(error?.code == .restored)
        #expect(adapter.messages.count == 3)

        let position = try #require(
            try copy.log.events(EventFilter(query: .kinds("account.created"))).last?.position)
        let next = try await outbox.runner(adapter, resumeFrom: position, trail: copy)
        let round = try await next.deliverDue()
        // The one before the position is withheld, the one at it is sent (again, under its key).
        #expect(round.dead == 1 && round.delivered == 1)
        let letter = try #require(try copy.outbox().deadLetters.first?.letter)
        #expect(letter.cause == .withheld && letter.attempts == 0)
        #expect(adapter.messages.count == 4 && Set(adapter.messages.map(\.key)).count == 3)
        await next.close()
        // It is the one that delivers now: no more statement is needed.
        let again = try await outbox.runner(adapter, trail: copy)
        _ = try await copy.handle(Message.resend(letter.key, of: "accounts"), by: OutboxTrail.wu, id: "resend")
        #expect(try await again.deliverDue().delivered == 1)
        #expect(Set(adapter.messages.map(\.key)).count == 3)
        try await copy.close()
        for directory in [backup, restored] { try FileManager.default.removeItem(atPath: directory) }
        try await outbox.end()
    }

    @Test("A copy of the whole directory is not the one that delivers; the directory itself is, wherever it is moved")
    func copied() async throws {
        let adapter = CountingAdapter()
        let outbox = try await prepared(adapter)
        try await outbox.trail.close()
        let copy = outbox.directory + "-copy"
        try FileManager.default.copyItem(atPath: outbox.directory, toPath: copy)
        let copied = try await Trail.open(at: copy, options: TrailOptions(clock: outbox.clock.read))
        let error = await #expect(throws: OutboxError.self) { _ = try await outbox.runner(adapter, trail: copied) }
        #expect(error?.code == .restored)
        try await copied.close()
        let moved = outbox.directory + "-moved"
        try FileManager.default.moveItem(atPath: outbox.directory, toPath: moved)
        let trail = try await Trail.open(at: moved, options: TrailOptions(clock: outbox.clock.read))
        let runner = try await outbox.runner(adapter, trail: trail)
        #expect(try await runner.deliverDue().delivered == 2)
        try await trail.close()
        for directory in [copy, moved] { try FileManager.default.removeItem(atPath: directory) }
    }

    @Test("A backup that was made before anything was delivered is known to be one, too")
    func beforeTheFirstRound() async throws {
        let outbox = try await OutboxTrail()
        try await outbox.create("acme")
        let backup = outbox.directory + "-backup"
        _ = try TrailCopy.copy(from: outbox.directory, to: backup)
        let copy = try await Trail.open(at: backup)
        let error = await #expect(throws: OutboxError.self) {
            _ = try await outbox.runner(CountingAdapter(), trail: copy)
        }
        #expect(error?.code == .restored)
        try await copy.close()
        try FileManager.default.removeItem(atPath: backup)
        try await outbox.end()
    }

    @Test("What is sealed leaves sealed, with its key and without")
    func sealed() async throws {
        let notes = ReactionDefinition(
            name: "notes", version: "1", kinds: ["private-note.added"], endpoint: "hook")
        let outbox = try await OutboxTrail(enabling: [notes])
        try await outbox.create("acme")
        let lin = Author("rep:lin")
        let text = "asks for 8 percent"
        _ = try await outbox.trail.addPrivateNote("N-1", about: "acme", text: text, by: lin, id: "note")
        let adapter = CountingAdapter()
        let runner = try await outbox.runner(adapter)
        #expect(try await runner.deliverDue().delivered == 1)
        let body = String(decoding: try #require(adapter.messages.first).body, as: UTF8.self)
        #expect(body.contains("\"note\":\"N-1\"") && !body.contains(text))
        try await outbox.end()
    }
}
