import Dealtrail
import DealtrailTesting
import Testing

/// Whatever happens in whatever order, recorded ticks change no answer, and a rebuilt view gives the same one.
@Suite("Alerts, whatever happens")
struct AlertPropertyTests {
    private func event(_ random: inout SeededGenerator) -> any Event {
        let quote = QuoteID("Q-\(Int.random(in: 1...4, using: &random))")
        let account = AccountID("A-\(Int.random(in: 1...3, using: &random))")
        let opportunity = OpportunityID("O-\(Int.random(in: 1...3, using: &random))")
        switch Int.random(in: 0..<13, using: &random) {
        case 0: return QuoteSent(quote: quote, version: 1, account: account, owner: "rep:lin")
        case 1: return QuoteOpened(quote: quote, version: 1, account: account)
        case 2: return CustomerFeedbackReceived(account: account, quote: quote)
        case 3: return VisitCompleted(visit: "V-1", account: account)
        case 4: return AccountTiered(account: account, tier: Bool.random(using: &random) ? "A" : "B")
        case 5: return OpportunityStageEntered(opportunity: opportunity, stage: "need-confirmed", account: account)
        case 6: return TechnicalExchangeHeld(meeting: "M-1", account: account, opportunity: opportunity)
        case 7: return OpportunityWon(opportunity: opportunity, account: account)
        case 8: return CallConnected(call: "C-1", account: account)
        case 9:
            let due = Timestamp(nanoseconds: 1_772_400_000_000_000_000)
                .advanced(by: .seconds(Int64.random(in: 0...1_200_000, using: &random)))
            return CommitmentMade(commitment: CommitmentID("CM-\(account)"), due: due, account: account)
        case 10: return CommitmentFulfilled(commitment: CommitmentID("CM-\(account)"), account: account)
        case 11: return ComplaintRecorded(complaint: "K-1", account: account, topic: "delay")
        default: return FeasibilityAnswered(quote: quote, answer: .feasible)
        }
    }

    private func ids(_ trail: Trail, _ point: AsOf) async throws -> Set<AlertID> {
        Set(try await trail.alerts(asOf: point, AlertFilter(isSilenced: true)).alerts.map(\.id))
    }

    @Test(
        arguments: [(1, .standard), (42, .standard), (6962, .standard), (7, .twelveSignals)] as [(UInt64, SalesPolicy)])
    func `Ticks and rebuilds change no answer`(_ seed: UInt64, _ policy: SalesPolicy) async throws {
        var random = SeededGenerator(seed: seed)
        let ticked = try await AlertTrail(policy: policy)
        let silent = try await AlertTrail(policy: policy)
        var now = ticked.clock.now()
        for _ in 0..<80 {
            now = now.advanced(by: .seconds(Int64.random(in: 0...28_800, using: &random)))
            // One in five is recorded up to three days late.
            let late = Int.random(in: 0..<5, using: &random) == 0 ? Int64.random(in: 0...259_200, using: &random) : 0
            let event = event(&random)
            for sales in [ticked, silent] {
                sales.clock.set(now)
                try await sales.add(event, at: now.advanced(by: .seconds(-late)))
            }
            if Int.random(in: 0..<4, using: &random) == 0 { try await ticked.trail.tick(by: ticked.engine) }
        }
        try await ticked.trail.tick(by: ticked.engine)
        for _ in 0..<8 {
            let then = now.advanced(by: .seconds(-Int64.random(in: 0...900_000, using: &random)))
            let one = try await ids(ticked.trail, .effective(then))
            #expect(try await ids(silent.trail, .effective(then)) == one, "seed \(seed), effective \(then)")
            let known = try await ids(ticked.trail, .known(at: then))
            #expect(try await ids(silent.trail, .known(at: then)) == known, "seed \(seed), known at \(then)")
        }
        let open = try await ids(ticked.trail, .head)
        #expect(try await ids(silent.trail, .head) == open && !open.isEmpty, "seed \(seed)")
        let before = try await ticked.trail.alerts()
        try await ticked.trail.viewSet().rebuild()
        #expect(try await ticked.trail.alerts() == before, "seed \(seed)")
        // Everything that is open was raised, once; everything else that was raised was resolved.
        var raised: [AlertID: Int] = [:]
        var resolved: Set<AlertID> = []
        for event in try ticked.recorded() {
            if event.kind == AlertRaised.kind { raised[try event.decode(AlertRaised.self).alert, default: 0] += 1 }
            if event.kind == AlertResolved.kind { resolved.insert(try event.decode(AlertResolved.self).alert) }
        }
        #expect(raised.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        #expect(open.isSubset(of: raised.keys) && resolved.union(open).isSuperset(of: raised.keys), "seed \(seed)")
        #expect(try await ticked.trail.tick(by: ticked.engine).position == nil, "seed \(seed)")
    }
}
