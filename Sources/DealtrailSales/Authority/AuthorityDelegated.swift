public import DealtrailModel

/// Somebody handed his authority to another for a time (`docs/features.md` row 9).
public struct AuthorityDelegated: Event {
    /// `authority.delegated`.
    public static let kind: EventKind = "authority.delegated"

    /// The delegation.
    public let delegation: DelegationID
    /// Whose authority it is.
    public let from: ActorID
    /// Who acts for him.
    public let to: ActorID
    /// From when on, inclusive.
    public let validFrom: Timestamp
    /// Until when, exclusive.
    public let validUntil: Timestamp
    /// Up to which amount; `nil` for as far as the policy goes.
    public let limit: Money?
    /// Why, in words.
    public let reason: String?

    /// Creates the event.
    public init(
        delegation: DelegationID, from: ActorID, to: ActorID, validFrom: Timestamp, validUntil: Timestamp,
        limit: Money? = nil, reason: String? = nil
    ) {
        self.delegation = delegation
        self.from = from
        self.to = to
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.limit = limit
        self.reason = reason
    }

    /// The delegation's.
    public var stream: StreamName { .delegation(delegation) }
    /// The delegation, both people, and that it is a matter of authority.
    public var tags: [Tag] { [.delegation(delegation), .authority, .approver(from), .approver(to)] }

    package enum CodingKeys: Int, CodingKey {
        case delegation = 1
        case from = 2
        case to = 3
        case validFrom = 4
        case validUntil = 5
        case limit = 6
        case reason = 7
    }
}
