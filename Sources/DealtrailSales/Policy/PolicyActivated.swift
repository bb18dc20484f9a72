public import DealtrailModel

/// A published version of a policy was put in force from a time on (`docs/features.md` row 175).
public struct PolicyActivated: Event {
    /// `policy.activated`.
    public static let kind: EventKind = "policy.activated"

    /// The policy.
    public let name: PolicyName
    /// The version.
    public let version: String
    /// The SHA-256 of its canonical text.
    public let digest: ContentDigest
    /// Why, in a sentence.
    public let reason: String?
    /// From when it holds, inclusive; never before it was recorded.
    public let effectiveFrom: Timestamp
    /// Who approved it: the author, or the person for whom he acted.
    public let approver: ActorID

    /// Creates the event.
    public init(
        name: PolicyName, version: String, digest: ContentDigest, reason: String? = nil, effectiveFrom: Timestamp,
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

    // Digest and time have the numbers that they have in `policy.published`: the engine reads both without the types.
    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case version = 2
        case digest = 3
        case reason = 4
        case effectiveFrom = 5
        case approver = 6
    }
}
