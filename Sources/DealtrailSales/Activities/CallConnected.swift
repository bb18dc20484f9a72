public import DealtrailModel

/// Somebody was reached on the telephone (`docs/features.md` rows 54 and 56).
///
/// An attempt that nobody answered is none. With a recording it is evidenced.
public struct CallConnected: EvidencedEvent {
    /// `call.connected`.
    public static let kind: EventKind = "call.connected"

    /// The call.
    public let call: CallID
    /// The account that was called, when it is one already.
    public let account: AccountID?
    /// The lead that was called, when it is no account yet.
    public let lead: LeadID?
    /// The representative who called, when known.
    public let owner: ActorID?
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// How long it lasted, in seconds, when known.
    public let seconds: Int?
    /// The SHA-256 of the recording; `nil` when there is none.
    public let evidence: ContentDigest?

    /// Creates the event.
    public init(
        call: CallID, account: AccountID? = nil, lead: LeadID? = nil, owner: ActorID? = nil,
        opportunity: OpportunityID? = nil, seconds: Int? = nil, evidence: ContentDigest? = nil
    ) {
        self.call = call
        self.account = account
        self.lead = lead
        self.owner = owner
        self.opportunity = opportunity
        self.seconds = seconds
        self.evidence = evidence
    }

    /// The account's, else the lead's, else its own.
    public var stream: StreamName { account.map(StreamName.account) ?? lead.map(StreamName.lead) ?? .call(call) }
    /// The call, account, lead, opportunity and representative.
    public var tags: [Tag] {
        Tag.list(
            .call(call), account.map(Tag.account), lead.map(Tag.lead), opportunity.map(Tag.opportunity),
            owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case call = 1
        case account = 2
        case lead = 3
        case owner = 4
        case opportunity = 5
        case seconds = 6
        case evidence = 7
    }
}
