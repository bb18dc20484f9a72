import Dealtrail
import DealtrailReactions
import Foundation
import Testing

@Suite("Commands of reactions")
struct ReactionCommandTests {
    /// Whoever creates an account gets a second one, and so on.
    struct Mirror: EventReaction {
        let name: ReactionName = "mirror"
        let version = "1"
        let query = Query.kinds("account.created")

        func react(to event: RecordedEvent, in context: ReactionContext) throws -> [ReactionOutput] {
            let account = try event.decode(AccountCreated.self).account
            return [.command(Account.create(AccountID("\(account)+"), owner: "rep:lin"))]
        }
    }

    /// Says whatever it is told to.
    struct Told: EventReaction {
        let name: ReactionName = "told"
        let version: String
        let query = Query.kinds("account.created")
        let outputs: @Sendable (AccountCreated) throws -> [ReactionOutput]

        func react(to event: RecordedEvent, in context: ReactionContext) throws -> [ReactionOutput] {
            try outputs(event.decode(AccountCreated.self))
        }
    }

    private func onlyAcme(_ commands: any Command...) -> Told {
        Told(version: "1") { created in created.account == "acme" ? commands.map { .command($0) } : [] }
    }

    @Test("A command is decided as the reaction's own, with the event as its cause, and once")
    func command() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        let reaction = onlyAcme(Account.tier("acme", as: "A", reason: "new"))
        try await outbox.trail.enable(reaction, by: OutboxTrail.wu, id: "enable")
        try await outbox.create("acme")
        let cause = try #require(try outbox.trail.log.events(.stream("account:acme")).first)
        let runner = try await outbox.runner(CountingAdapter(), reactions: [reaction])
        let round = try await runner.deliverDue()
        #expect(round.applied == 1 && round.waiting == 0)
        #expect(try await runner.deliverDue() == OutboxRound())
        let tiered = try #require(try outbox.trail.log.events(EventFilter(query: .kinds("account.tiered"))).first)
        #expect(tiered.author.id == "reaction:told" && tiered.author.kind == .automation)
        #expect(tiered.causation == cause.id && tiered.correlation == cause.correlation)
        let applied = try outbox.recorded(ReactionApplied.self)
        #expect(applied.map(\.outcome) == [.accepted] && applied[0].command == "account.tier")
        #expect(tiered.commandID.rawValue == applied[0].key.rawValue)
        try await outbox.end()
    }

    @Test("A command that was decided and not recorded as such is not decided twice")
    func crash() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        let tier = Account.tier("acme", as: "A", reason: "new")
        let reaction = onlyAcme(tier)
        try await outbox.trail.enable(reaction, by: OutboxTrail.wu, id: "enable")
        try await outbox.create("acme")
        let item = try #require(try outbox.trail.outbox(ReactionCatalog([reaction])).owed.first)
        // As the process before left it.
        let cause = try #require(try outbox.trail.event(item.event))
        _ = try await outbox.trail.handle(
            tier, by: Author("reaction:told", kind: .automation, channel: "outbox"),
            id: CommandID(item.key.rawValue), correlation: cause.correlation, causation: cause.id)
        let runner = try await outbox.runner(CountingAdapter(), reactions: [reaction])
        #expect(try await runner.deliverDue().applied == 1)
        #expect(try outbox.recorded(AccountTiered.self).count == 1)
        #expect(try outbox.recorded(ReactionApplied.self).map(\.outcome) == [.accepted])
        try await outbox.end()
    }

    /// Every account that is created gets a tier, as data says.
    private func tiering(_ account: String = "{{data.account}}", kind: EventKind = "account.tier") -> ReactionDefinition
    {
        ReactionDefinition(
            name: "tiering", version: "1", kinds: ["account.created"],
            command: CommandTemplate(kind, fields: #"{"account":"\#(account)","reason":"of {{author}}","tier":"A"}"#))
    }

    @Test("A command as data takes its fields from the event, and is decided once, also after a fall in between")
    func data() async throws {
        let outbox = try await OutboxTrail(enabling: [tiering()])
        let name = #"a"b\c"#
        try await outbox.create("acme", AccountID(name))
        let owed = try outbox.trail.outbox().owed
        #expect(owed.map(\.destination) == [.command("account.tier"), .command("account.tier")])
        // As a process left it that fell after the decision, before its record.
        let item = try #require(owed.first)
        let cause = try #require(try outbox.trail.event(item.event))
        _ = try await outbox.trail.handle(
            Account.tier("acme", as: "A", reason: "of manager:wu"),
            by: Author("reaction:tiering", kind: .automation, channel: "outbox"), id: CommandID(item.key.rawValue),
            correlation: cause.correlation, causation: cause.id)
        let runner = try await outbox.runner(CountingAdapter())
        #expect(try await runner.deliverDue().applied == 2)
        #expect(try await runner.deliverDue() == OutboxRound())
        let tiered = try outbox.recorded(AccountTiered.self)
        #expect(tiered.map(\.account) == ["acme", AccountID(name)] && tiered.map(\.tier) == ["A", "A"])
        #expect(try outbox.recorded(ReactionApplied.self).map(\.outcome) == [.accepted, .accepted])
        try await outbox.end()
    }

    @Test("A command as data that cannot be made becomes a dead letter, and the log keeps only its type of error")
    func unusable() async throws {
        let outbox = try await OutboxTrail(enabling: [
            tiering(kind: "account.retire"),
            ReactionDefinition(
                name: "empty", version: "1", kinds: ["account.created"],
                command: CommandTemplate("account.tier", fields: #"{"account":"{{data.nothing}}"}"#)),
        ])
        try await outbox.create("acme")
        let runner = try await outbox.runner(CountingAdapter())
        #expect(try await runner.deliverDue().dead == 2)
        #expect(try await runner.deliverDue() == OutboxRound())
        let letters = try outbox.recorded(MessageDeadLettered.self)
        #expect(
            Set(letters.map(\.reason)) == [
                "the reaction failed: UnknownCommand", "the reaction failed: DecodingError",
            ])
        try await outbox.end()
    }

    @Test("A refusal is a fact, and is not tried again; nothing to change is said to be that")
    func refusals() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        let reaction = onlyAcme(
            Account.create("acme", owner: "rep:chen"), Account.changeOwner("acme", to: "rep:lin", reason: "same"))
        try await outbox.trail.enable(reaction, by: OutboxTrail.wu, id: "enable")
        try await outbox.create("acme")
        let runner = try await outbox.runner(CountingAdapter(), reactions: [reaction])
        #expect(try await runner.deliverDue().applied == 2)
        #expect(try await runner.deliverDue() == OutboxRound())
        #expect(try outbox.recorded(ReactionApplied.self).map(\.outcome) == [.refused, .unchanged])
        #expect(try outbox.recorded(CommandRefused.self).map(\.rule) == ["account.exists"])
        try await outbox.end()
    }

    @Test("A reaction that reacts to what it caused is stopped, and one more step follows when somebody says so")
    func loop() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        try await outbox.trail.enable(Mirror(), by: OutboxTrail.wu, id: "enable")
        try await outbox.create("a")
        let runner = try await outbox.runner(
            CountingAdapter(), reactions: [Mirror()], settings: OutboxSettings(maximumDepth: 3))
        for _ in 0..<10 { _ = try await runner.deliverDue() }
        #expect(try outbox.recorded(AccountCreated.self).map(\.account.rawValue) == ["a", "a+", "a++", "a+++"])
        let letter = try #require(try outbox.trail.outbox(ReactionCatalog([Mirror()])).deadLetters.first?.letter)
        #expect(letter.cause == .loop && letter.endpoint == nil)
        try await outbox.handle(Message.resend(letter.key, of: "mirror"), "resend")
        for _ in 0..<10 { _ = try await runner.deliverDue() }
        #expect(try outbox.recorded(AccountCreated.self).count == 5)
        #expect(try outbox.recorded(MessageDeadLettered.self).count == 2)
        try await outbox.end()
    }

    @Test("A reaction that fails leaves a dead letter of its type of error, and the others work")
    func failing() async throws {
        struct Broken: Error {}
        let outbox = try await OutboxTrail()
        let reaction = Told(version: "1") { _ in throw Broken() }
        try await outbox.trail.enable(reaction, by: OutboxTrail.wu, id: "enable")
        try await outbox.create("acme")
        let adapter = CountingAdapter()
        let runner = try await outbox.runner(adapter, reactions: [reaction])
        let round = try await runner.deliverDue()
        #expect(round.delivered == 1 && round.dead == 1)
        let letter = try #require(try outbox.recorded(MessageDeadLettered.self).first)
        #expect(letter.cause == .unusable && letter.reason == "the reaction failed: Broken")
        // Repaired, it is resent.
        await runner.close()
        let repaired = Told(version: "1") { _ in [.message(MessageDraft(to: "hook", body: [0x30]))] }
        let next = try await outbox.runner(adapter, reactions: [repaired])
        try await outbox.handle(Message.resend(letter.key, of: "told"), "resend")
        #expect(try await next.deliverDue().delivered == 1)
        #expect(adapter.messages.last?.body == [0x30])
        try await outbox.end()
    }

    @Test("A reaction that this process does not know waits, and says so")
    func unknown() async throws {
        let outbox = try await OutboxTrail(enabling: [])
        try await outbox.trail.enable(Mirror(), by: OutboxTrail.wu, id: "enable")
        try await outbox.create("a")
        let runner = try await outbox.runner(CountingAdapter())
        #expect(try await runner.deliverDue() == OutboxRound())
        #expect(await runner.outbox.reactions.map { $0.fault != nil } == [true])
        try await outbox.end()
    }

    @Test("The book of the outbox is not reacted to, whatever a reaction asks for")
    func book() async throws {
        struct Everything: EventReaction {
            let name: ReactionName = "everything"
            let version = "1"
            let query = Query.all

            func react(to event: RecordedEvent, in context: ReactionContext) throws -> [ReactionOutput] {
                [.message(try MessageDraft(to: "hook", event, in: context))]
            }
        }
        let outbox = try await OutboxTrail(enabling: [])
        try await outbox.trail.enable(Everything(), by: OutboxTrail.wu, id: "enable")
        try await outbox.create("acme")
        let adapter = CountingAdapter()
        let runner = try await outbox.runner(adapter, reactions: [Everything()])
        for _ in 0..<5 { _ = try await runner.deliverDue() }
        #expect(adapter.messages.map(\.kind) == ["account.created"])
        try await outbox.end()
    }
}
