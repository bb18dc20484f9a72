import DealtrailLog
import DealtrailModel
import Testing

@testable import DealtrailEngine

/// Rules of the tests: how much a deal may move at once.
struct Limits: RuleSet {
    let version: String
    let limit: Int64
}

struct LimitsPublished: Event {
    static let kind: EventKind = "limits.published"
    let digest: ContentDigest
    let effectiveFrom: Timestamp?
    var stream: StreamName { "limits" }
    var tags: [DealtrailModel.Tag] { ["limits:all"] }
    enum CodingKeys: Int, CodingKey { case digest = 3, effectiveFrom = 5 }
}

enum DealDecider: Decider {
    static let initial: Int64 = 0
    static let fold = Fold<Int64> {
        On(Moved.self) { $0 += $1.amount }
        On(LimitsPublished.self) { state, _ in state += 1_000_000 }
    }
}

struct Move: Command {
    typealias Decider = DealDecider
    static let kind: EventKind = "deal.move"
    let deal: String
    let amount: Int64
    var subject: StreamName { StreamName("deal:\(deal)") }
    var tags: [DealtrailModel.Tag] { [DealtrailModel.Tag("account", deal)] }
    var scope: Query { .tag(DealtrailModel.Tag("account", deal)) }

    func decide(_ state: Int64, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
        if amount == 0 { return [] }
        guard let limits = context.rules as? Limits else { throw Refusal("rules", "unknown rules") }
        guard state + amount <= limits.limit else {
            throw Refusal(
                "deal.limit", "at most \(limits.limit)",
                inputs: ["total": "\(state + amount)", "limit": "\(limits.limit)"])
        }
        return [ProposedEvent(Moved(deal: deal, accounts: [deal], amount: amount))]
    }

    enum CodingKeys: Int, CodingKey { case deal = 1, amount = 2 }
}

@Suite("Commands")
struct HandlerTests {
    let lin = Author("rep:lin")

    private func digest(_ byte: UInt8) -> ContentDigest { ContentDigest(of: [byte]) }

    private func handler(_ log: TestLog) -> CommandHandler {
        let known = [digest(1): Limits(version: "2", limit: 1_000), digest(2): Limits(version: "3", limit: 5)]
        return CommandHandler(
            log: log,
            rules: RulesSource(
                kind: LimitsPublished.kind, tag: "limits:all", digestField: 3, effectiveField: 5,
                initial: Limits(version: "1", limit: 100)
            ) { digest in
                guard let found = known[digest] else { throw LogError(.notFound, "blob \(digest.short)") }
                return found
            })
    }

    private func publish(_ byte: UInt8, from: Int64? = nil, _ log: TestLog) async throws {
        let event = LimitsPublished(
            digest: digest(byte), effectiveFrom: from.map { Timestamp(nanoseconds: $0) })
        _ = try await log.append(
            AppendRequest([try NewEvent(event)], by: lin, id: CommandID("publish-\(byte)-\(log.events.count)")))
    }

    @Test("an accepted command records its events, itself and the rules")
    func accepted() async throws {
        let log = TestLog(decisions: 3)
        let handler = handler(log)
        let handled = try await handler.handle(Move(deal: "1", amount: 40), by: lin, id: "c1")
        guard case .accepted(let accepted) = handled else { throw LogError(.system, "\(handled)") }
        let event = try #require(log.events.first)
        #expect(log.events.count == 1)
        #expect(accepted.position == 0)
        #expect(accepted.events.map(\.kind) == [Moved.kind])
        #expect(accepted.events.map(\.id) == [event.id])
        #expect(event.rules == nil)
        #expect(event.occurredAt == .at(event.recordedAt))
        let record = try CommandRecord(canonical: try #require(event.command))
        #expect(record.id == "c1")
        #expect(record.occurredAt == nil)
        #expect(try CBORDecoder().decode(Move.self, from: record.arguments) == Move(deal: "1", amount: 40))
        #expect(handled.refusal == nil)
    }

    @Test("a refusal is recorded, and a repetition gives the same one")
    func refused() async throws {
        let log = TestLog()
        let handler = handler(log)
        let first = try await handler.handle(Move(deal: "1", amount: 101), by: lin, id: "c1")
        guard case .refused(let refusal, let receipt) = first else { throw LogError(.system, "\(first)") }
        #expect(refusal.rule == "deal.limit")
        #expect(refusal.version == "1")
        #expect(refusal.inputs == ["total": "101", "limit": "100"])
        let event = try #require(log.events.first)
        #expect(event.kind == CommandRefused.kind)
        #expect(event.stream == "deal:1")
        #expect(event.tags == ["account:1", "rule:deal.limit"])
        #expect(event.command != nil)
        // Even when the rules have changed meanwhile.
        try await publish(1, log)
        let again = try await handler.handle(Move(deal: "1", amount: 101), by: lin, id: "c1")
        #expect(again.refusal == refusal)
        #expect(again.receipt?.isReplay == true)
        #expect(again.receipt?.positions == receipt.positions)
        #expect(log.events.count == 2)
        // One at the limit is accepted.
        #expect(try await handler.handle(Move(deal: "1", amount: 1_000), by: lin, id: "c2").refusal == nil)
    }

    @Test("a repetition gives the first answer; other content under its id is a fault")
    func repeated() async throws {
        let log = TestLog()
        let handler = handler(log)
        let first = try await handler.handle(Move(deal: "1", amount: 40), by: lin, id: "c1")
        let again = try await handler.handle(Move(deal: "1", amount: 40), by: lin, id: "c1")
        guard case .accepted(let one) = first, case .accepted(let two) = again else {
            throw LogError(.system, "\(again)")
        }
        #expect(two.events == one.events)
        #expect(two.receipt.isReplay)
        #expect(log.events.count == 1)
        await #expect(throws: AppendError.self) {
            try await handler.handle(Move(deal: "1", amount: 41), by: lin, id: "c1")
        }
        await #expect(throws: AppendError.self) {
            try await handler.handle(Move(deal: "1", amount: 1), by: Author(""), id: "c9")
        }
        #expect(try await handler.handle(Move(deal: "1", amount: 0), by: lin, id: "c2") == .unchanged)
        #expect(log.events.count == 1)
    }

    @Test("a decision takes the rules in force at its place in the log")
    func rules() async throws {
        let log = TestLog()
        let handler = handler(log)
        #expect(try await handler.handle(Move(deal: "1", amount: 101), by: lin, id: "c1").refusal?.version == "1")
        try await publish(1, log)
        let wide = try await handler.handle(Move(deal: "1", amount: 101), by: lin, id: "c2")
        #expect(wide.refusal == nil)
        #expect(log.events.last?.rules == digest(1))
        // Published now, in force from 50,000 on: not one tick before.
        try await publish(2, from: 50_000, log)
        log.setStamp(49_999)
        #expect(try await handler.handle(Move(deal: "2", amount: 6), by: lin, id: "c3").refusal == nil)
        log.setStamp(50_000)
        let tight = try await handler.handle(Move(deal: "3", amount: 6), by: lin, id: "c4")
        #expect(tight.refusal?.version == "3")
        #expect(log.events.last?.rules == digest(2))
        #expect(try handler.rulesInForce(at: Timestamp(nanoseconds: 49_999)).digest == digest(1))
        #expect(try handler.rulesInForce(at: Timestamp(nanoseconds: 50_000)).rules.version == "3")
        try await publish(9, log)
        await #expect(throws: EngineError.self) {
            try await handler.handle(Move(deal: "1", amount: 1), by: lin, id: "c5")
        }
    }

    @Test("events that only the rules let in do not reach the decider's state")
    func scopes() async throws {
        let log = TestLog()
        try await publish(1, log)
        // The decider counts a million for each publication that it sees: it must see none.
        #expect(try await handler(log).handle(Move(deal: "1", amount: 1_000), by: lin, id: "c1").refusal == nil)
    }

    @Test("commands at once are decided one after the other")
    func concurrent() async throws {
        let log = TestLog()
        let handler = handler(log)
        let lin = lin
        let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<50 {
                group.addTask {
                    let id = CommandID("c\(index)")
                    return try await handler.handle(Move(deal: "1", amount: 30), by: lin, id: id).refusal == nil
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(accepted == 3)
        #expect(log.events.filter { $0.kind == CommandRefused.kind }.count == 47)
    }
}
