public import DealtrailModel
public import DealtrailSales

/// Finds where persons decided otherwise than rules, and says who was right; pure.
///
/// What a rule said is what it said then: the grade and tier that events name as computed, and where an override states the
/// score or the purchases itself, what the rules in force then make of them. Who was right is said by the policy that is asked.
///
/// Events are taken in the order of (occurred, position); one whose time is not known comes first.
public struct OverrideSearch: Sendable {
    /// The kinds of events that it looks at.
    public static let kinds: Set<EventKind> = [
        LeadCaptured.kind, LeadGraded.kind, LeadAssigned.kind, LeadConverted.kind, LeadDiscarded.kind,
        OpportunityWon.kind, AccountTiered.kind, OrderPlaced.kind,
    ]

    /// An event with where it stands.
    struct Fact: Sendable {
        let event: any Event
        let reference: EventReference
        let at: Timestamp?
        let author: Author
        /// What the rules in force then make of the score or the purchases that are stated with it.
        let computed: String?

        /// Who decided.
        var person: ActorID { author.onBehalfOf ?? author.id }
    }

    private var facts: [Fact] = []

    /// Creates a search without events.
    public init() {}

    /// Takes an event; those of other kinds are passed over.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - policy: The policy that was in force.
    /// - Throws: `EventError` when it does not read.
    public mutating func add(_ event: RecordedEvent, under policy: SalesPolicy) throws {
        guard let payload = try Self.payload(event) else { return }
        facts.append(
            Fact(
                event: payload, reference: EventReference(event), at: event.occurredAt.time?.instant,
                author: event.author, computed: Self.computed(payload, event, policy)))
    }

    /// The overrides, in the order in which they happened.
    ///
    /// - Parameters:
    ///   - time: The time of the answer: who was right is known once `judged-after-days` lie behind it.
    ///   - policy: The policy that says who was right.
    ///   - merged: Which accounts are one customer.
    /// - Complexity: O(n log n) in the events, and for each override those about its subject.
    public func overrides(
        at time: Timestamp, under policy: SalesPolicy, merged: MergedAccounts = MergedAccounts()
    ) -> [Override] {
        var walk = OverrideWalk(merged: merged)
        for fact in facts.sorted(by: Self.precedes) { walk.take(fact) }
        return walk.found.map { walk.judged($0, at: time, under: policy) }
    }

    private static func precedes(_ left: Fact, _ right: Fact) -> Bool {
        guard left.at != right.at else { return left.reference.position < right.reference.position }
        guard let first = left.at else { return true }
        guard let second = right.at else { return false }
        return first < second
    }

    private static func payload(_ event: RecordedEvent) throws -> (any Event)? {
        switch event.kind {
        case LeadCaptured.kind: try event.decode(LeadCaptured.self)
        case LeadGraded.kind: try event.decode(LeadGraded.self)
        case LeadAssigned.kind: try event.decode(LeadAssigned.self)
        case LeadConverted.kind: try event.decode(LeadConverted.self)
        case LeadDiscarded.kind: try event.decode(LeadDiscarded.self)
        case OpportunityWon.kind: try event.decode(OpportunityWon.self)
        case AccountTiered.kind: try event.decode(AccountTiered.self)
        case OrderPlaced.kind: try event.decode(OrderPlaced.self)
        default: nil
        }
    }

    private static func computed(_ payload: any Event, _ event: RecordedEvent, _ policy: SalesPolicy) -> String? {
        switch payload {
        case let graded as LeadGraded: graded.score.flatMap { policy.leadGrade(of: $0)?.rawValue }
        case is AccountTiered: purchases(event).map { policy.tiering.tier(for: $0).rawValue }
        default: nil
        }
    }

    /// What the author said the account had bought; the event does not say.
    private static func purchases(_ event: RecordedEvent) -> Money? {
        guard event.kind == AccountTiered.kind, let command = event.command,
            let record = try? CommandRecord(canonical: command), record.kind == Account.Tier.kind
        else { return nil }
        return (try? CBORDecoder().decode(Account.Tier.self, from: record.arguments))?.purchases
    }
}
