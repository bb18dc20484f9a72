import DealtrailModel
import DealtrailSales

/// One walk over events in the order in which they happened: what rules said, who decided otherwise, and what came of it.
struct OverrideWalk {
    typealias Fact = OverrideSearch.Fact

    /// An override that is to be judged.
    struct Found {
        let matter: Override.Matter
        let fact: Fact
        let lead: LeadID?
        let account: AccountID?
        let ruleSaid: String
        let personSaid: String
        let reason: String?
        /// The event in which the rule said so, where it is another one.
        let basis: EventReference?
    }

    private struct Said {
        let what: String
        let by: EventReference
    }

    private(set) var found: [Found] = []
    private let merged: MergedAccounts
    private var grades: [LeadID: Said] = [:]
    private var routes: [LeadID: Said] = [:]
    private var tiers: [AccountID: Said] = [:]
    private var endings: [LeadID: Fact] = [:]
    private var wins: [OpportunityID: Fact] = [:]
    private var orders: [AccountID: [Fact]] = [:]

    init(merged: MergedAccounts) {
        self.merged = merged
    }

    mutating func take(_ fact: Fact) {
        switch fact.event {
        case let it as LeadCaptured: grades[it.lead] = it.grade.map { Said(what: $0.rawValue, by: fact.reference) }
        case let it as LeadGraded: graded(it, fact)
        case let it as LeadAssigned: assigned(it, fact)
        case let it as LeadConverted: endings[it.lead] = fact
        case let it as LeadDiscarded: endings[it.lead] = fact
        case let it as OpportunityWon: wins[it.opportunity] = fact
        case let it as AccountTiered: tiered(it, fact)
        case let it as OrderPlaced:
            if let account = it.account { orders[merged.customer(of: account), default: []].append(fact) }
        default: break
        }
    }

    private mutating func graded(_ it: LeadGraded, _ fact: Fact) {
        if let computed = fact.computed { grades[it.lead] = Said(what: computed, by: fact.reference) }
        guard it.policyVersion == nil, let said = grades[it.lead], said.what != it.grade.rawValue else { return }
        note(.leadGrade, fact, lead: it.lead, said, it.grade.rawValue, it.reason)
    }

    private mutating func assigned(_ it: LeadAssigned, _ fact: Fact) {
        guard it.rule == nil else {
            routes[it.lead] = Said(what: it.owner.rawValue, by: fact.reference)
            return
        }
        // Only against the one whom a rule chose; after that the lead is in the hands of persons.
        if let said = routes.removeValue(forKey: it.lead), said.what != it.owner.rawValue {
            note(.leadRouting, fact, lead: it.lead, said, it.owner.rawValue, it.reason)
        }
    }

    private mutating func tiered(_ it: AccountTiered, _ fact: Fact) {
        guard it.reason != nil else {
            if it.policyVersion != nil { tiers[it.account] = Said(what: it.tier.rawValue, by: fact.reference) }
            return
        }
        if let computed = fact.computed { tiers[it.account] = Said(what: computed, by: fact.reference) }
        guard let said = tiers[it.account], said.what != it.tier.rawValue else { return }
        note(.accountTier, fact, account: it.account, said, it.tier.rawValue, it.reason)
    }

    private mutating func note(
        _ matter: Override.Matter, _ fact: Fact, lead: LeadID? = nil, account: AccountID? = nil, _ said: Said,
        _ wanted: String, _ reason: String?
    ) {
        found.append(
            Found(
                matter: matter, fact: fact, lead: lead, account: account, ruleSaid: said.what, personSaid: wanted,
                reason: reason, basis: said.by == fact.reference ? nil : said.by))
    }
}

// MARK: - Who was right

extension OverrideWalk {
    private struct Judgement {
        let verdict: Override.Verdict
        let conclusion: String
        var event: EventReference?
    }

    func judged(_ it: Found, at time: Timestamp, under policy: SalesPolicy) -> Override {
        let judgement = judgement(of: it, at: time, under: policy)
        let events = [it.basis, it.fact.reference, judgement.event].compactMap(\.self)
        let rules = policy.overriding
        let why = RuleExplanation(
            "overrides.\(it.matter.rawValue)", version: policy.version, judgement.conclusion,
            [
                "rule": it.ruleSaid, "person": it.personSaid, "judged-after-days": rules.judgedAfterDays,
                "at": it.fact.at?.description ?? "unknown", "now": time,
            ], events: events.map(\.id))
        return Override(
            matter: it.matter, entity: it.fact.reference.stream, person: it.fact.person, ruleSaid: it.ruleSaid,
            personSaid: it.personSaid, reason: it.reason, verdict: judgement.verdict, why: why,
            event: it.fact.reference,
            events: events)
    }

    private func judgement(of it: Found, at time: Timestamp, under policy: SalesPolicy) -> Judgement {
        if it.matter == .leadRouting {
            return Judgement(
                verdict: .unjudged, conclusion: "how the one whom the rule chose would have done, nobody knows")
        }
        guard let at = it.fact.at, let end = at.after(days: policy.overriding.judgedAfterDays) else {
            return Judgement(verdict: .unjudged, conclusion: "when it was decided is not known")
        }
        let order = it.matter == .leadGrade ? policy.leadGrades : policy.tierOrder
        guard let rule = order.firstIndex(of: it.ruleSaid), let person = order.firstIndex(of: it.personSaid) else {
            return Judgement(
                verdict: .unjudged,
                conclusion: "the policy does not have both \(it.ruleSaid) and \(it.personSaid)")
        }
        // The highest comes first.
        let isHigher = person < rule
        if let lead = it.lead { return judgement(of: lead, from: at, to: end, at: time, isHigher, policy) }
        guard time > end else { return Self.pending(until: end) }
        return judgement(of: it.account, at: end, isHigher, rule, order, policy)
    }

    private static func pending(until end: Timestamp) -> Judgement {
        Judgement(verdict: .pending, conclusion: "it is known after \(end)")
    }

    /// A lead was graded higher rightly when it became a success in time, and lower rightly when it did not.
    private func judgement(
        of lead: LeadID, from at: Timestamp, to end: Timestamp, at time: Timestamp, _ isHigher: Bool,
        _ policy: SalesPolicy
    ) -> Judgement {
        func outcome(_ isSuccess: Bool, _ conclusion: String, _ event: EventReference?) -> Judgement {
            Judgement(
                verdict: isSuccess == isHigher ? .personRight : .ruleRight, conclusion: conclusion, event: event)
        }
        let ending = endings[lead]
        let converted = ending?.event as? LeadConverted
        var success = converted == nil ? nil : ending
        var word = "converted"
        if policy.overriding.leadSuccess == .won {
            success = converted?.opportunity.flatMap { wins[$0] }
            word = "won"
        }
        if let success {
            guard let when = success.at else {
                return Judgement(
                    verdict: .unjudged, conclusion: "when it was \(word) is not known", event: success.reference)
            }
            if when <= end { return outcome(true, "it was \(word) at \(when)", success.reference) }
        }
        if let ending, converted == nil, ending.at.map({ $0 <= end }) ?? true {
            return outcome(false, "it was discarded", ending.reference)
        }
        guard time > end else { return Self.pending(until: end) }
        return outcome(false, "it was not \(word) by \(end)", success?.reference)
    }

    /// A tier was set rightly when the orders led to one on the same side of the computed one by then.
    private func judgement(
        of account: AccountID?, at end: Timestamp, _ isHigher: Bool, _ rule: Int, _ order: [String],
        _ policy: SalesPolicy
    ) -> Judgement {
        let tiering = policy.tiering
        let currency = tiering.thresholds.first?.above.currency ?? .none
        let start = Int128(end.nanoseconds) - Int128(tiering.trailingDays) * Int128(Distribution.day)
        var sum = ScaledDecimal(0)
        var last: EventReference?
        for fact in account.flatMap({ orders[merged.customer(of: $0)] }) ?? [] {
            guard let at = fact.at, at <= end, Int128(at.nanoseconds) > start,
                let amount = (fact.event as? OrderPlaced)?.amount, amount.currency == currency
            else { continue }
            guard let next = sum.adding(amount.amount) else {
                return Judgement(verdict: .unjudged, conclusion: "its orders add up to more than can be held")
            }
            sum = next
            last = fact.reference
        }
        let bought = Money(sum, currency)
        let tier = tiering.tier(for: bought).rawValue
        let reached = order.firstIndex(of: tier) ?? rule
        let isRight = isHigher ? reached < rule : reached > rule
        return Judgement(
            verdict: isRight ? .personRight : .ruleRight,
            conclusion: "orders of \(bought) led to tier \(tier) at \(end)", event: last)
    }
}

extension SalesPolicy {
    /// The grades of a lead, the highest first.
    fileprivate var leadGrades: [String] { book.band(SalesPolicy.leadGrade)?.bands.map(\.name) ?? [] }

    /// The tiers, the highest first.
    fileprivate var tierOrder: [String] { (tiering.thresholds.map(\.tier) + [tiering.otherwise]).map(\.rawValue) }
}

extension Timestamp {
    /// So many days of 24 hours later; `nil` beyond the last instant.
    fileprivate func after(days: Int) -> Timestamp? {
        let (span, overflow) = Int64(days).multipliedReportingOverflow(by: Distribution.day)
        let (sum, beyond) = nanoseconds.addingReportingOverflow(span)
        return overflow || beyond ? nil : Timestamp(nanoseconds: sum)
    }
}
