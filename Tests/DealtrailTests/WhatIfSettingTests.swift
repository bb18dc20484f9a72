import Dealtrail
import Foundation
import Testing

/// What a what-if says of the settings where the sources contradict one another: entity, person, event and rule.
@Suite("What if: contradictions settled otherwise")
struct WhatIfSettingTests {
    private let lin = Author("rep:lin")
    private let ops = Author("ops:wu")

    private func policy(_ change: (inout SalesPolicy) -> Void) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.version = "candidate"
        change(&policy)
        return policy
    }

    private func handle(_ sales: AlertTrail, _ command: any Command, by author: Author? = nil) async throws {
        let size = try sales.trail.head().size
        sales.clock.set(sales.clock.now().advanced(by: .seconds(60)))
        let handled = try await sales.trail.handle(command, by: author ?? lin, id: CommandID("c-\(size)"))
        #expect(handled.refusal == nil, "\(handled)")
    }

    /// The only decision that a candidate changes, held against the event that it names.
    private func only(_ sales: AlertTrail, _ candidate: SalesPolicy) async throws -> DecisionImpact {
        let size = try sales.trail.head().size
        #expect(try await sales.trail.whatIf(.standard).isEmpty)
        let report = try await sales.trail.whatIf(candidate)
        #expect(report.decisions.count == 1 && report.drifted.isEmpty, "\(report.decisions)")
        let impact = try #require(report.decisions.first)
        #expect(try sales.trail.event(at: impact.position)?.id == impact.event)
        #expect(try sales.trail.head().size == size, "the log is untouched")
        return impact
    }

    /// A quote at 98 of a list of 100, sent; then the list rises, and the contract is signed.
    private func signed() async throws -> AlertTrail {
        let sales = try await AlertTrail()
        try await handle(sales, Account.create("acme", owner: "rep:lin"))
        try await handle(sales, PriceList.set("2026", product: "pump", to: .cny("100.00")))
        try await handle(sales, PriceList.set("2026", product: "pump", to: .cny("99.00"), field: "floor"))
        try await handle(sales, Quote.create("Q-1", account: "acme", owner: "rep:lin"))
        try await handle(
            sales, Quote.addLine("Q-1", line: "L-1", product: "pump", quantity: 1, at: .cny(98), list: "2026"))
        try await handle(sales, Quote.send("Q-1"))
        try await handle(sales, PriceList.change("2026", product: "pump", to: .cny("104.00"), reason: "copper"))
        try await handle(
            sales, PriceList.change("2026", product: "pump", to: .cny("102.00"), reason: "x", field: "floor"))
        try await handle(sales, Contract.sign("C-1", quote: "Q-1", amount: .cny(98)))
        return sales
    }

    @Test(arguments: [(PriceBase.listNow, "104.00 CNY"), (.floor, "102.00 CNY")])
    func `Another base of the band reads the price lists as they were then`(
        _ base: PriceBase, _ level: String
    ) async throws {
        let sales = try await signed()
        let impact = try await only(sales, policy { $0.pricing.base = base })
        #expect(impact.effect == .blocked && impact.rule == "price.band" && impact.command == "contract.sign")
        #expect(impact.entity == "contract:C-1" && impact.author == "rep:lin" && impact.before == "contract.signed")
        #expect(impact.inputs["base"] == base.rawValue && impact.inputs["authorized"] == level)
        let event = try #require(impact.inputs["event"].flatMap { EventID($0) })
        #expect(try sales.trail.event(event)?.kind == "price-list.entry-changed")
        for base in [PriceBase.listWhenPriced, .lastApproved] {
            #expect(try await sales.trail.whatIf(policy { $0.pricing.base = base }).isEmpty, "\(base)")
        }
        try await sales.trail.close()
    }

    @Test func `In force, the band reads the price lists inside the order of the log`() async throws {
        let sales = try await AlertTrail(policy: policy { $0.pricing.base = .listNow })
        try await handle(sales, Account.create("acme", owner: "rep:lin"))
        try await handle(sales, PriceList.set("2026", product: "pump", to: .cny("100.00")))
        try await handle(sales, Quote.create("Q-1", account: "acme", owner: "rep:lin"))
        try await handle(
            sales, Quote.addLine("Q-1", line: "L-1", product: "pump", quantity: 1, at: .cny(98), list: "2026"))
        try await handle(sales, Quote.send("Q-1"))
        try await handle(sales, PriceList.change("2026", product: "pump", to: .cny("104.00"), reason: "copper"))
        let sign = Contract.sign("C-1", quote: "Q-1", amount: .cny(98))
        let refusal = try #require(try await sales.trail.handle(sign, by: lin, id: "sign").refusal)
        #expect(refusal.rule == "price.band" && refusal.version == "candidate")
        #expect(refusal.inputs["authorized"] == "104.00 CNY" && refusal.inputs["deviation"] == "5.77")
        let freed = try await sales.trail.whatIf(.standard).decisions
        #expect(freed.map(\.effect) == [.freed] && freed.map(\.rule) == ["price.band"])
        try await handle(sales, PriceList.change("2026", product: "pump", to: .cny("100.00"), reason: "mistake"))
        try await handle(sales, sign)
        try await sales.trail.close()
    }

    /// Contracts are signed while the list goes up and down: each decision is the one that the list of its place in the log leads to.
    @Test func `Whatever comes between, a decision rests on the list of its place in the log`() async throws {
        let sales = try await AlertTrail(policy: policy { $0.pricing.base = .listNow })
        let count = 24
        try await handle(sales, Account.create("acme", owner: "rep:lin"))
        try await handle(sales, PriceList.set("2026", product: "pump", to: .cny("100.00")))
        for number in 0..<count {
            let quote = QuoteID("Q-\(number)")
            try await handle(sales, Quote.create(quote, account: "acme", owner: "rep:lin"))
            try await handle(
                sales, Quote.addLine(quote, line: "L-1", product: "pump", quantity: 1, at: .cny(98), list: "2026"))
            try await handle(sales, Quote.send(quote))
        }
        let (trail, lin) = (sales.trail, lin)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    let sign = Contract.sign(ContractID("C-\(number)"), quote: QuoteID("Q-\(number)"), amount: .cny(98))
                    _ = try await trail.handle(sign, by: lin, id: CommandID("sign-\(number)"))
                }
                group.addTask {
                    let price = Money.cny(number.isMultiple(of: 2) ? "104.00" : "100.00")
                    let change = PriceList.change("2026", product: "pump", to: price, reason: "copper")
                    _ = try await trail.handle(change, by: lin, id: CommandID("list-\(number)"))
                }
            }
            try await group.waitForAll()
        }
        var list = Money.cny("100.00")
        var decided = 0
        for event in try trail.log.events(EventFilter(query: .all), in: 0..<UInt64.max) {
            switch event.kind {
            case PriceListEntryChanged.kind: list = try #require(try event.decode(PriceListEntryChanged.self).new)
            case ContractSigned.kind:
                #expect(list == .cny("100.00"), "position \(event.position)")
                decided += 1
            case CommandRefused.kind:
                let refusal = try event.decode(CommandRefused.self).refusal
                #expect(refusal.rule == "price.band" && list == .cny("104.00"), "position \(event.position)")
                #expect(refusal.inputs["authorized"] == "104.00 CNY")
                decided += 1
            default: break
            }
        }
        #expect(decided == count)
        let same = try await trail.whatIf(policy { $0.pricing.base = .listNow })
        #expect(same.isEmpty && same.drifted.isEmpty)
        try await trail.close()
    }

    @Test func `Whom a path that only goes forward would have stopped is named`() async throws {
        let sales = try await AlertTrail()
        try await handle(sales, Opportunity.create("O-1", owner: "rep:lin"))
        for stage in ["lead-registered", "first-contact"] as [StageName] {
            try await handle(sales, Opportunity.advance("O-1", to: stage))
        }
        try await handle(sales, Opportunity.advance("O-1", to: "lead-registered", reason: "wrong contact"))
        let back = try await only(sales, policy { $0.stageMoves = StageMoveRules(goingBack: .refused) })
        #expect(back.effect == .blocked && back.rule == "opportunity.going-back" && back.author == "rep:lin")
        #expect(back.entity == "opportunity:O-1" && back.inputs["setting"] == "stage-moves.going-back")
        try await handle(sales, Opportunity.advance("O-1", to: "first-contact", reason: "right one"))
        let again = try await only(sales, policy { $0.stageMoves = StageMoveRules(enteringAgain: .refused) })
        #expect(again.rule == "opportunity.entering-again")
        let refused = try await sales.trail.handle(
            Opportunity.advance("O-1", to: "lead-registered"), by: lin, id: "without")
        #expect(refused.refusal?.rule == "opportunity.reason-required")
        let freely = try await only(sales, policy { $0.stageMoves = StageMoveRules(goingBack: .freely) })
        #expect(freely.effect == .freed && freely.rule == "opportunity.reason-required")
        try await sales.trail.close()
    }

    @Test func `Who would not have erased is named, and what he erased stays erased`() async throws {
        let sales = try await AlertTrail()
        try await handle(sales, Account.create("acme", owner: "rep:lin"))
        _ = try await sales.trail.addPrivateNote("N-1", about: "acme", text: "secret", by: lin, id: "n-1")
        guard case .erased = try await sales.trail.erase("rep:lin", reason: "request 17", by: ops, id: "e-1") else {
            Issue.record("anybody may erase under the standard policy")
            return
        }
        let impact = try await only(sales, policy { $0.erasure = ErasureRules(privateNotes: ["author"]) })
        #expect(impact.effect == .blocked && impact.rule == "erasure.private-notes" && impact.author == "ops:wu")
        #expect(impact.entity == "subject:rep:lin" && impact.inputs["allowed"] == "author")
        #expect(try await sales.trail.whatIf(policy { $0.erasure = ErasureRules(personalData: []) }).isEmpty)
        try await sales.trail.close()
    }

    @Test func `Who would have been right is compared, with the setting that makes the difference`() async throws {
        let sales = try await AlertTrail("2026-01-01T08:00:00+08:00")
        try await handle(sales, Lead.capture("L-31", from: "fair", score: 84))
        try await handle(sales, Lead.grade("L-31", as: "A", reason: "asked for a date"))
        let graded = try sales.trail.head().size - 1
        try await sales.record(
            LeadConverted(lead: "L-31", opportunity: "O-1"), at: "2026-02-20T09:00:00+08:00")
        #expect(try sales.trail.overrides().overrides.map(\.verdict) == [.personRight])
        for (overrides, rule) in [
            (OverrideRules(judgedAfterDays: 30), "overrides.judged-after-days"),
            (OverrideRules(leadGrade: .refused, judgedAfterDays: 30), "overrides.judged-after-days"),
        ] {
            let report = try await sales.trail.whatIf(policy { $0.overrides = overrides })
            let impact = try #require(report.overrides.first)
            #expect(report.overrides.count == 1 && !report.isEmpty)
            #expect(impact.entity == "lead:L-31" && impact.person == "rep:lin" && impact.event.position == graded)
            #expect(impact.before == .personRight && impact.after == .ruleRight && impact.rule == rule)
            #expect(impact.why.rule == "overrides.lead-grade" && impact.why.version == "candidate")
            #expect(report.overrideSums.map(\.rule) == [rule] && report.overrideSums.map(\.owner) == ["rep:lin"])
        }
        // Won is another success: nothing is, so far. It is not known before the time is over.
        let won = try await sales.trail.whatIf(policy { $0.overrides = OverrideRules(leadSuccess: .won) })
        #expect(won.overrides.map(\.after) == [.pending])
        #expect(won.overrides.map(\.rule) == ["overrides.lead-success"] && won.decisions.isEmpty)
        // The same days later say the same, and so do settings that only decide who may.
        #expect(try await sales.trail.whatIf(policy { $0.overrides = OverrideRules(judgedAfterDays: 60) }).isEmpty)
        #expect(try await sales.trail.whatIf(policy { $0.overrides = OverrideRules(accountTier: .refused) }).isEmpty)
        try await sales.trail.close()
    }

    @Test func `Whose grades by hand would have been refused is named`() async throws {
        let sales = try await AlertTrail()
        try await handle(sales, Lead.capture("L-31", from: "fair", score: 84))
        try await handle(sales, Lead.grade("L-31", as: "A", reason: "asked for a date"))
        let impact = try await only(sales, policy { $0.overrides = OverrideRules(leadGrade: .refused) })
        #expect(impact.effect == .blocked && impact.rule == "override.lead-grade" && impact.author == "rep:lin")
        #expect(impact.entity == "lead:L-31" && impact.inputs["rule"] == "B" && impact.inputs["person"] == "A")
        let event = try #require(impact.inputs["event"].flatMap { EventID($0) })
        #expect(try sales.trail.event(event)?.kind == "lead.captured")
        try await sales.trail.close()
    }

    /// The pool takes an account back after seven days.
    ///
    /// That a call without a recording counts is said in two places: a word that
    /// means it, and the deadline that uses the word. Alone, neither changes anything.
    @Test func `Where only several sections together make a difference, all of them are named`() async throws {
        let sales = try await AlertTrail()
        try await sales.record(AccountCreated(account: "acme"), at: "2026-03-02T10:00:00+08:00")
        try await sales.record(AccountClaimed(account: "acme", owner: "rep:lin"), at: "2026-03-02T10:00:00+08:00")
        try await sales.record(
            CallConnected(call: "K-1", account: "acme", owner: "rep:lin"), at: "2026-03-04T10:00:00+08:00")
        sales.clock.set(try instant("2026-03-13T10:00:00+08:00"))
        try await handle(sales, Account.release("acme", .inactivity))
        let touch = try #require(EventPattern("touch" as String))
        func change(_ policy: inout SalesPolicy, meanings: Bool, deadlines: Bool) {
            var book = policy.book
            if meanings { book.meanings.append(MeaningRule("touch", [EventPattern("call.connected")])) }
            if deadlines, let index = book.deadlines.firstIndex(where: { $0.name == "pool-release" }) {
                book.deadlines[index].resetBy = [touch]
            }
            policy.rules = book
        }
        let both = try await only(sales, policy { change(&$0, meanings: true, deadlines: true) })
        #expect(both.effect == .decidedOtherwise && both.rule == "deadlines, meanings", "\(both)")
        #expect(both.command == "account.release" && both.entity == "account:acme" && both.author == "rep:lin")
        #expect(both.before != both.after && both.after.contains("call.connected"), "\(both.after)")
        for meanings in [true, false] {
            let alone = policy { change(&$0, meanings: meanings, deadlines: !meanings) }
            #expect(try await sales.trail.whatIf(alone).decisions.isEmpty, "meanings \(meanings)")
        }
        // A third section that has nothing to do with it cannot be told from them: none makes the difference by itself.
        let three = try await only(
            sales,
            policy {
                change(&$0, meanings: true, deadlines: true)
                $0.health.interventionBelow = 0
            })
        #expect(three.rule == "deadlines, health, meanings")
        try await sales.trail.close()
    }
}
