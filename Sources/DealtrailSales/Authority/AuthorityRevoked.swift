public import DealtrailModel

/// Authority that was handed over was taken back (`docs/features.md` row 9).
public struct AuthorityRevoked: Event {
    /// `authority.revoked`.
    public static let kind: EventKind = "authority.revoked"

    /// The delegation.
    public let delegation: DelegationID
    /// Whose authority it is, when known.
    public let from: ActorID?
    /// Who acted for him, when known.
    public let to: ActorID?
    /// Why, in words.
    public let reason: String?

    /// Creates the event.
    public init(delegation: DelegationID, from: ActorID? = nil, to: ActorID? = nil, reason: String? = nil) {
        self.delegation = delegation
        self.from = from
        self.to = to
        self.reason = reason
    }

    /// The delegation's.
    public var stream: StreamName { .delegation(delegation) }
    /// The delegation, both people, and that it is a matter of authority.
    public var tags: [Tag] {
        Tag.list(.delegation(delegation), .authority, from.map(Tag.approver), to.map(Tag.approver))
    }

    package enum CodingKeys: Int, CodingKey {
        case delegation = 1
        case from = 2
        case to = 3
        case reason = 4
    }
}
