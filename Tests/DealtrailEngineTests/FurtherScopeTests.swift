import DealtrailLog
import DealtrailModel
import Testing

@testable import DealtrailEngine

/// What is known of deals that share accounts.
struct Shared: Sendable {
    var accounts: Set<String> = []
    var total: Int64 = 0
}

enum SharedDecider: Decider {
    static let initial = Shared()
    static let fold = Fold<Shared> {
        On(Moved.self) { state, event in
            state.accounts.formUnion(event.accounts)
            state.total += event.amount
        }
    }
}

/// Sums up what moved in an account and, where the rules allow more than 100, in all that share deals with it: which those are,
/// only the events tell.
struct Gather: Command {
    typealias Decider = SharedDecider
    static let kind: EventKind = "deal.gather"
    let account: String
    var subject: StreamName { StreamName("account:\(account)") }
    var tags: [DealtrailModel.Tag] { [] }
    var scope: Query { .tag(DealtrailModel.Tag("account", account)) }

    func furtherScope(_ state: Shared, under rules: any RuleSet) -> Query {
        guard let limits = rules as? Limits, limits.limit > 100 else { return .none }
        return state.accounts.sorted().reduce(.none) { $0.or(.tag(DealtrailModel.Tag("account", $1))) }
    }

    func decide(_ state: Shared, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
        [ProposedEvent(Noted(account: account, text: "\(state.total)"))]
    }

    enum CodingKeys: Int, CodingKey { case account = 1 }
}

@Suite("What a decision asks for beyond its scope")
struct FurtherScopeTests {
    private let lin = Author("rep:lin")

    private func prepared() async throws -> TestLog {
        let log = TestLog(decisions: 3)
        for (number, accounts) in [["1", "2"], ["2", "3"], ["3"], ["4"]].enumerated() {
            let amount = [1, 10, 100, 1_000][number] as Int64
            let event = Moved(deal: "d\(number)", accounts: accounts, amount: amount)
            _ = try await log.append(
                AppendRequest([try NewEvent(event)], by: lin, id: CommandID("m-\(number)")))
        }
        return log
    }

    private func handler(_ log: TestLog, limit: Int64) -> CommandHandler {
        CommandHandler(log: log, rules: .fixed(Limits(version: "1", limit: limit)))
    }

    @Test("it is read step by step until nothing is asked for that is not there, and only where the rules want it")
    func read() async throws {
        for (limit, total) in [(100, "1"), (101, "111")] as [(Int64, String)] {
            let log = try await prepared()
            let handled = try await handler(log, limit: limit).handle(Gather(account: "1"), by: lin, id: "g")
            #expect(handled.refusal == nil)
            #expect(try #require(log.events.last).decode(Noted.self).text == total, "limit \(limit)")
            // Once more, it is the first answer.
            let again = try await handler(log, limit: limit).handle(Gather(account: "1"), by: lin, id: "g")
            #expect(again.receipt?.isReplay == true && log.events.count == 5)
        }
    }

    @Test("a replay reads what either side asks for, and both sides decide on it")
    func replayed() async throws {
        let catalog = Catalog(events: [Moved.self, Noted.self], commands: [Gather.self])
        for (limit, other, change) in [(100, 101, ("1", "111")), (101, 100, ("111", "1"))]
            as [(Int64, Int64, (String, String))]
        {
            let log = try await prepared()
            let handler = handler(log, limit: limit)
            _ = try await handler.handle(Gather(account: "1"), by: lin, id: "g")
            let same = try await handler.replay(catalog: catalog, under: { $0 })
            #expect(same.changes.isEmpty && same.drifted.isEmpty && same.decided == 1)
            let replay = try await handler.replay(catalog: catalog, under: { _ in Limits(version: "1", limit: other) })
            #expect(replay.drifted.isEmpty, "what was decided is decided again as it was: \(replay.drifted)")
            let found = try #require(replay.changes.first)
            #expect(replay.changes.count == 1 && found.effect == .decidedOtherwise)
            func text(_ outcome: DecisionOutcome) throws -> String? {
                guard case .accepted(let facts) = outcome, let fact = facts.first else { return nil }
                return try CBORDecoder().decode(Noted.self, from: fact.payload).text
            }
            #expect(try text(found.before) == change.0 && text(found.after) == change.1)
        }
    }
}
