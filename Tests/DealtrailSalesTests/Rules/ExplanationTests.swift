import DealtrailModel
import DealtrailSales
import Testing

/// Each primitive says which rule in which version looked at what, and which events that rests on.
@Suite struct ExplanationTests {
    private static let book = RuleBook.standard
    private static let version = RuleSamples.version
    private static let one = RuleSamples.id(1)
    private static let now = RuleSamples.at("2026-03-05T00:00:00Z")

    /// An answer of each primitive that rests on the first event, with what it looked at.
    private static func answers() throws -> [(rule: String, looked: [String: String], why: RuleExplanation)] {
        let opened = RuleSamples.event("quote.opened", 1, at: "2026-03-04T00:00:00Z")
        let sent = RuleSamples.event("quote.sent", 1, at: "2026-03-02T10:00:00+08:00")
        let given = Delegation(
            from: "a", to: "b", validFrom: RuleSamples.at("2026-03-01T00:00:00Z"),
            validUntil: RuleSamples.at("2026-04-01T00:00:00Z"), event: one)
        var all: [(String, [String: String], RuleExplanation)] = []
        func add(_ rule: String, _ looked: [String: String], _ why: RuleExplanation) { all.append((rule, looked, why)) }

        add(
            "band.lead-grade", ["measured": "84.9"],
            try #require(book.band("lead-grade")).band(of: "84.9", version: version, events: [one]).why)
        add(
            "score.test", ["recency": "80.00 at weight 75", "tier": "40.50 at weight 25"],
            WeightedScore([
                .init("recency", weight: 75, value: "80.00", movedBy: one), .init("tier", weight: 25, value: "40.50"),
            ]).explained("test", version: version).why)
        add(
            "threshold.churn", ["measured": "82", "limit": "82"],
            try #require(book.threshold("churn")).holds(82, version: version, events: [one]).why)
        add(
            "threshold.revenue-gap", ["expected": "100", "actual": "116", "of": "expected"],
            try #require(book.threshold("revenue-gap"))
                .holds(expected: 100, actual: 116, version: version, events: [one]).why)
        add(
            "deadline.quote-overdue",
            [
                "at": "2026-03-05T00:00:00Z", "allows": "72 h", "calendar": "workdays", "due": "2026-03-05T02:00:00Z",
            ],
            try #require(book.deadline("quote-overdue")).status(after: [sent], at: now, in: book, version: version).why)
        add(
            "streak.health-intervention", ["length": "1", "needed": "2", "values": "59.9"],
            try #require(book.streak("health-intervention"))
                .streak([.init(period: 1, value: "59.9", event: one)], version: version).why)
        add(
            "count.quote-opened", ["at": "2026-03-05T00:00:00Z", "count": "1", "needed": "3"],
            try #require(book.count("quote-opened")).count([opened], at: now, in: book, version: version).why)
        let gate = GateRule("g", before: "contract.sign", evidence: ["contract-scan"], approvals: ["rep"])
        add(
            "gate.g", ["command": "contract.sign", "evidence": "contract-scan", "approvals": "none"],
            gate.missing(evidence: ["contract-scan": one], version: version).why)
        add(
            "approval.route", ["standardQuote": Money.cny(1_000).description],
            ApprovalRules.standard.chain(for: .cny(1_000), version: version, events: [one]).why)
        add(
            "delegation",
            [
                "actor": "b", "approver": "a", "amount": Money.cny(1).description, "at": "2026-03-05T00:00:00Z",
                "limit": "below \(Money.cny(5_000_000))",
            ],
            book.delegation.authority(of: "b", for: "a", amount: .cny(1), at: now, by: [given], version: version).why)
        add(
            "routing.lead-b", ["candidates": "rep:a rep:b", "after": "rep:a"],
            try #require(book.route("lead-b")).next(of: ["rep:b", "rep:a"], after: "rep:a", by: one, version: version)
                .why)
        add(
            "routing.lead-priority", ["candidates": "rep:a too few"],
            try #require(book.route("lead-priority"))
                .next(
                    of: ["rep:a"], responses: [.init("rep:a", nanoseconds: 1_000_000_000, event: one)],
                    version: version
                ).why)
        add(
            "weight.target", ["amount": "10", "weight": "1.8"],
            try #require(book.weight("target"))
                .weighted(10, as: "ct.tertiary-hospital", version: version, events: [one]).why)
        add(
            "steps.target-resources", ["figure": "35", "every": "10", "upTo": "100"],
            try #require(book.step("target-resources")).steps(at: 35, taken: [], version: version, events: [one]).why)
        add(
            "milestone.daily-active", ["figure": "80", "atLeast": "80", "month": "1"],
            try #require(book.milestones.first { $0.name == "daily-active" })
                .isReached(80, inMonth: 1, version: version, events: [one]).why)
        add(
            "incentive.dividend", ["of": Money.cny(1_000).description, "percent": "2"],
            book.incentives.dividend(on: .cny(1_000), quarter: 1, version: version, events: [one]).why)
        return all
    }

    @Test func `An explanation names rule, version, inputs and event`() throws {
        for (rule, looked, why) in try Self.answers() {
            #expect(why.rule == rule)
            #expect(why.version == Self.version, "\(rule)")
            #expect(why.events == [Self.one], "\(rule)")
            #expect(!why.conclusion.isEmpty, "\(rule)")
            #expect(Dictionary(uniqueKeysWithValues: why.inputs.map { ($0.name, $0.value) }) == looked, "\(rule)")
        }
    }

    @Test func `Entries of a ledger keep why they were made, and what takes one back names it`() throws {
        let why = RuleExplanation("weight.incentive", version: Self.version, "1.5 times 10", events: [Self.one])
        let dismissed = RuleExplanation("threshold.complaint-rate", version: "v8", "dismissed", ["limit": 5])
        var ledger = Ledger()
        let entry = ledger.post(15, to: "rep:lin", basis: Self.one, why: why)
        let back = try ledger.reverse(entry.number, basis: RuleSamples.id(2), why: dismissed)
        #expect(entry.why == why && entry.basis == Self.one && entry.reverses == nil)
        #expect(back.why == dismissed && back.basis == RuleSamples.id(2) && back.reverses == entry.number)
    }
}
