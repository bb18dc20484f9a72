public import DealtrailModel

/// A version of a policy ends at a time; what was in force before it holds again unless another began meanwhile
/// (`docs/features.md` row 175).
public struct PolicyRetired: Event {
    /// `policy.retired`.
    public static let kind: EventKind = "policy.retired"

    /// The policy.
    public let name: PolicyName
    /// The version.
    public let version: String
    /// The SHA-256 of its canonical text.
    public let digest: ContentDigest
    /// Why, in a sentence.
    public let reason: String
    /// From when it holds no more, inclusive; never before it was recorded.
    public let effectiveFrom: Timestamp
    /// Who approved it: the author, or the person for whom he acted.
    public let approver: ActorID

    /// Creates the event.
    public init(
        name: PolicyName, version: String, digest: ContentDigest, reason: String, effectiveFrom: Timestamp,
        approver: ActorID
    ) {
        self.name = name
        self.version = version
        self.digest = digest
        self.reason = reason
        self.effectiveFrom = effectiveFrom
        self.approver = approver
    }

    /// The policy's.
    public var stream: StreamName { .policy(name) }
    /// The policy and the approver.
    public var tags: [Tag] { [.policy(name), .approver(approver)] }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case version = 2
        case digest = 3
        case reason = 4
        case effectiveFrom = 5
        case approver = 6
    }
}
