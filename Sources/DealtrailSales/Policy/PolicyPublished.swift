public import DealtrailModel

/// A version of a policy was published; its text lies in the blobs (`docs/features.md` rows 3 and 175).
public struct PolicyPublished: Event {
    /// `policy.published`.
    public static let kind: EventKind = "policy.published"

    /// The policy.
    public let name: PolicyName
    /// The version that its text gives itself.
    public let version: String
    /// The SHA-256 of the canonical text.
    public let digest: ContentDigest
    /// What changed, in a sentence.
    public let summary: String?
    /// From when it holds; `nil` for at once, and while it awaits its activation.
    public let effectiveFrom: Timestamp?
    /// Whether it is only published, and holds when a `policy.activated` event says so; `nil` for no.
    public let awaitsActivation: Bool?

    /// Creates the event.
    public init(
        name: PolicyName, version: String, digest: ContentDigest, summary: String? = nil,
        effectiveFrom: Timestamp? = nil, awaitsActivation: Bool? = nil
    ) {
        self.name = name
        self.version = version
        self.digest = digest
        self.summary = summary
        self.effectiveFrom = effectiveFrom
        self.awaitsActivation = awaitsActivation
    }

    /// The policy's.
    public var stream: StreamName { .policy(name) }
    /// The policy.
    public var tags: [Tag] { [.policy(name)] }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case version = 2
        case digest = 3
        case summary = 4
        case effectiveFrom = 5
        case awaitsActivation = 6
    }
}
