import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting

@testable import DealtrailViews

/// Random opportunities with everything that a report about them may meet: skips, steps back, re-entries, unknown times,
/// reopenings, ends before stages, late records, tags, accounts that were merged.
enum SalesTrail {
    static let stages: [StageName] = ["lead", "demo", "offer", "contract"]

    static func random(seed: UInt64, opportunities: Int = 40) throws -> TestTrail {
        var random = SeededGenerator(seed: seed)
        var trail = TestTrail()
        for (index, industry) in ["retail", "school", nil].enumerated() {
            try trail.append(
                AccountCreated(
                    account: AccountID("acct-\(index)"), tier: index == 0 ? "A" : nil, industry: industry,
                    region: index == 1 ? nil : "east"), at: FunnelTests.day(-10))
        }
        try trail.append(RepresentativeAssigned(representative: "rep:0", team: "hunters", region: "west"), at: .unknown)
        try trail.append(AccountsMerged(account: "acct-0", absorbed: "acct-2"), at: FunnelTests.day(2))
        var facts: [(any Event, OccurredAt)] = []
        for number in 0..<opportunities {
            facts += opportunity(OpportunityID("O-\(number < 10 ? "0" : "")\(number)"), &random)
        }
        for (event, at) in facts.shuffled(using: &random) { try trail.append(event, at: at) }
        return trail
    }

    private static func opportunity(_ id: OpportunityID, _ random: inout SeededGenerator) -> [(any Event, OccurredAt)] {
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        var day = Int.random(in: 0..<60, using: &random)
        func now() -> OccurredAt { chance(10) ? .unknown : FunnelTests.day(day) }
        let owner = ActorID("rep:\(Int.random(in: 0..<3, using: &random))")
        var facts: [(any Event, OccurredAt)] = [
            (
                OpportunityCreated(
                    opportunity: id, pipeline: "standard", pipelineVersion: 1,
                    stages: stages.dropLast().map { PipelineStage($0) },
                    account: chance(80) ? AccountID("acct-\(Int.random(in: 0..<3, using: &random))") : nil,
                    owner: chance(90) ? owner : nil, product: chance(50) ? "P-1" : nil, quantity: chance(70) ? 1 : nil),
                now()
            )
        ]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            day += Int.random(in: 0...9, using: &random)
            let amount: Money? =
                chance(30) ? nil : chance(20) ? .usd(80) : .cny([90, 100, 120].randomElement(using: &random) ?? 90)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: facts.append((OpportunityWon(opportunity: id, amount: amount), now()))
            case 1: facts.append((OpportunityLost(opportunity: id, reason: "price"), now()))
            case 2: facts.append((OpportunityReopened(opportunity: id, stage: chance(70) ? "demo" : nil), now()))
            default:
                let stage = stages.randomElement(using: &random) ?? "lead"
                facts.append((OpportunityStageEntered(opportunity: id, stage: stage, owner: owner), now()))
            }
        }
        return facts
    }

    static func cases(
        _ trail: TestTrail, _ definition: FunnelDefinition = .standard, effective: Timestamp? = nil,
        calendar: RuleCalendar? = nil, now: Timestamp = FunnelTests.now
    ) throws -> FunnelCases {
        let merged = try MergedAccounts(
            events: trail.events.filter { effective == nil || happened($0, by: effective) })
        return FunnelCases(
            try trail.states(of: Funnel.self, effective: effective).values, definition: definition,
            stamp: AnswerStamp(
                position: trail.last, axis: effective == nil ? .head : .effective, time: effective ?? now),
            classes: SalesClasses(try trail.pairs(of: SalesDirectory.self, effective: effective), merged: merged),
            calendar: calendar
        ) { _ in .cny(100) }
    }

    /// The items with their events.
    static func explain(
        _ items: [FunnelItem], of cases: FunnelCases, in trail: TestTrail, effective: Timestamp? = nil
    ) throws -> [ExplainedItem] {
        try cases.explain(items) { id in
            try OpportunityHistory(
                trail.events.filter { event in
                    event.stream == .opportunity(id) && (effective == nil || happened(event, by: effective))
                })
        }
    }

    static func happened(_ event: RecordedEvent, by instant: Timestamp?) -> Bool {
        guard let time = event.occurredAt.time, let instant else { return false }
        return time.instant <= instant
    }
}
