public import DealtrailModel

/// What is known when something that was done with a customer is recorded.
public struct ActivityState: Sendable {
    /// The quote in scope; its accounts and opportunity are those that exist, whether there is a quote or not.
    var quote = QuoteDecider.initial
    /// The leads that exist, of those in scope.
    var leads: Set<LeadID> = []
    var calls: [CallID: CallConnected] = [:]
    var meetings: [MeetingID: MeetingHeld] = [:]
    var exchanges: [MeetingID: TechnicalExchangeHeld] = [:]
    var walkthroughs: [MeetingID: WalkthroughHeld] = [:]
    /// The last answer about each version of the quote.
    var feasibility: [Int: FeasibilityAnswered] = [:]

    /// Checks that it is about somebody, and that what it is about exists.
    ///
    /// - Throws: ``Refusal``: `activity.no-customer`, `account.unknown`, `lead.unknown`, `opportunity.unknown`.
    func requireCustomer(
        account: AccountID?, lead: LeadID?, opportunity: OpportunityID?, _ policy: SalesPolicy
    ) throws(Refusal) {
        guard account != nil || lead != nil else {
            throw policy.refusal("activity.no-customer", "say with whom: name the account or the lead")
        }
        if let account { try policy.requireAccount(account, in: quote.accounts) }
        if let lead, !leads.contains(lead) {
            throw policy.refusal("lead.unknown", "there is no lead \(lead); capture it first", ["lead": lead])
        }
        if let opportunity { try policy.requireOpportunity(opportunity, exists: quote.opportunityExists) }
    }
}

/// Folds what decisions about activities rest on.
public enum ActivityDecider: Decider {
    /// Nothing yet.
    public static let initial = ActivityState()
    /// The quote with what was said of it, the creation of accounts, leads and opportunities, calls and meetings.
    public static let fold = Fold<ActivityState> {
        Fold.rows(of: QuoteDecider.self, \.quote)
        On(LeadCaptured.self) { state, event in state.leads.insert(event.lead) }
        On(CallConnected.self) { state, event in state.calls[event.call] = event }
        On(MeetingHeld.self) { state, event in state.meetings[event.meeting] = event }
        On(TechnicalExchangeHeld.self) { state, event in state.exchanges[event.meeting] = event }
        On(WalkthroughHeld.self) { state, event in state.walkthroughs[event.meeting] = event }
        On(FeasibilityAnswered.self) { state, event in
            if let version = event.version { state.feasibility[version] = event }
        }
    }

    /// The creation of what something is about.
    static func scope(account: AccountID?, lead: LeadID?, opportunity: OpportunityID?) -> Query {
        let created = [
            lead.map { Query.Item(kinds: [LeadCaptured.kind], tags: [.lead($0)]) },
            opportunity.map { Query.Item(kinds: [OpportunityCreated.kind], tags: [.opportunity($0)]) },
        ]
        return OpportunityDecider.scope(account).or(Query(items: created.compactMap(\.self)))
    }

    /// What is known of an activity, and the creation of what it is about.
    static func scope(tag: Tag, account: AccountID?, lead: LeadID?, opportunity: OpportunityID?) -> Query {
        let kinds: Set = [CallConnected.kind, MeetingHeld.kind, TechnicalExchangeHeld.kind]
        return Query(items: [.init(kinds: kinds, tags: [tag])])
            .or(scope(account: account, lead: lead, opportunity: opportunity))
    }
}
