public import DealtrailModel
import DealtrailSales

/// What has happened to each thing that a clock may belong to, as far as rules look at it (DESIGN section 6).
///
/// The key is the tag of the subject, such as `quote:Q-17`. The state knows no rule: which deadlines run, and when they fall
/// due, follows from it under the rules asked for (``AlertRules``), so that another policy needs no rebuild.
///
/// Events whose time nobody recorded start and end nothing; they are counted.
public enum DeadlineSubjects: Projection {
    /// What is known of one subject.
    public typealias State = DeadlineSubject

    /// `deadlines`.
    public static let name = "deadlines"
    /// 2: with the kinds of tickets, and owners that claims and releases change; what is too much is forgotten now and then.
    public static let codeVersion: UInt32 = 2

    /// Nothing has happened.
    public static func initial(key: String) -> State { DeadlineSubject(subject: Tag(rawValue: key)) }

    /// Kinds that are about no subject, that are private, or that follow from what is computed here.
    static let left: Set<EventKind> = [
        PipelineDefined.kind, PrivateNoteAdded.kind, PriceListEntrySet.kind, PriceListEntryChanged.kind,
        PriceListEntryRemoved.kind, PolicyPublished.kind, PolicyActivated.kind, PolicyRetired.kind,
        PolicyImpactEvaluated.kind, AuthorKeyRegistered.kind, AuthorKeyRotated.kind, AuthorKeyRevoked.kind,
        ImportStarted.kind, CommandRefused.kind, AlertRaised.kind, AlertEscalated.kind, AlertAcknowledged.kind,
        AlertSuppressed.kind, AlertResolved.kind, ClockTicked.kind, AuthorityDelegated.kind, AuthorityRevoked.kind,
        RepresentativeAssigned.kind, MaterialVersionPublished.kind, MaterialRolledBack.kind, ReactionEnabled.kind,
        ReactionDisabled.kind, ReactionApplied.kind,
        MessageDelivered.kind, MessageFailed.kind, MessageDeadLettered.kind, MessageResent.kind, OutboxClaimed.kind,
    ]

    /// Every other kind that rules may wait for.
    public static let kinds = Set(Catalog.sales.events.keys).union(EventVocabulary.announced).subtracting(left)

    /// Those kinds, for each family of subjects.
    public static let rows = ProjectionRows<State>(kinds.sorted().flatMap(rows(of:)), ignoring: left)

    private static func rows(of kind: EventKind) -> [ProjectionRows<State>.Row] {
        SubjectFamily.all.map { family in
            let fields = SubjectFields(of: kind, about: family)
            return ProjectionRows<State>.Row(kind, key: .tag(family.rawValue)) { state, event in
                try state.note(event, fields)
            }
        }
    }
}

/// Where an event of some kind says what a subject of some family needs; made once, since every event asks.
struct SubjectFields {
    /// The kind.
    let kind: EventKind
    /// Whether the subject is an account.
    let isAccount: Bool
    /// Whether the event gives the account back to the pool.
    let isRelease: Bool
    /// The document that shows it.
    let evidence: UInt64?
    /// By when something is due.
    let due: UInt64?
    /// Who owns the subject from now on; of the event's own family alone.
    let owner: UInt64?
    /// The tier, grade or category of the subject; of the event's own family alone.
    let tier: UInt64?
    /// The account that it is about, of kinds that name a second one.
    let account: UInt64?

    init(of kind: EventKind, about family: SubjectFamily) {
        let isOwn = SubjectFamily(of: kind) == family
        self.kind = kind
        isAccount = family == .account
        isRelease = isAccount && kind == AccountReleased.kind
        evidence = EventVocabulary.evidenceFields[kind]
        due = EventVocabulary.dueFields[kind]
        owner = isOwn ? Self.owners[kind].map { UInt64($0) } : nil
        tier = isOwn ? Self.tiers[kind].map { UInt64($0) } : nil
        account = isAccount ? Self.accounts[kind].map { UInt64($0) } : nil
    }

    private static let owners: [EventKind: Int] = [
        AccountCreated.kind: AccountCreated.CodingKeys.owner.rawValue,
        AccountOwnerChanged.kind: AccountOwnerChanged.CodingKeys.owner.rawValue,
        AccountClaimed.kind: AccountClaimed.CodingKeys.owner.rawValue,
        OpportunityCreated.kind: OpportunityCreated.CodingKeys.owner.rawValue,
        OpportunityOwnerChanged.kind: OpportunityOwnerChanged.CodingKeys.owner.rawValue,
        QuoteCreated.kind: QuoteCreated.CodingKeys.owner.rawValue,
        LeadAssigned.kind: LeadAssigned.CodingKeys.owner.rawValue,
    ]

    private static let tiers: [EventKind: Int] = [
        AccountCreated.kind: AccountCreated.CodingKeys.tier.rawValue,
        AccountTiered.kind: AccountTiered.CodingKeys.tier.rawValue,
        LeadCaptured.kind: LeadCaptured.CodingKeys.grade.rawValue,
        LeadGraded.kind: LeadGraded.CodingKeys.grade.rawValue,
        LeadAssigned.kind: LeadAssigned.CodingKeys.grade.rawValue,
        TicketOpened.kind: TicketOpened.CodingKeys.category.rawValue,
    ]

    private static let accounts: [EventKind: Int] = [
        AccountCreated.kind: AccountCreated.CodingKeys.account.rawValue,
        AccountsMerged.kind: AccountsMerged.CodingKeys.account.rawValue,
        AccountsSplit.kind: AccountsSplit.CodingKeys.account.rawValue,
    ]
}
