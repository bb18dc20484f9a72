public import DealtrailModel

/// Somebody looked at what a candidate policy would have changed (`docs/features.md` row 176).
///
/// Candidate and result lie in the blobs, so what was known before a policy was put in force can be shown later.
public struct PolicyImpactEvaluated: Event {
    /// `policy.impact-evaluated`.
    public static let kind: EventKind = "policy.impact-evaluated"

    /// The policy.
    public let name: PolicyName
    /// The version that the candidate gives itself.
    public let version: String
    /// The SHA-256 of the candidate's canonical text.
    public let candidate: ContentDigest
    /// The SHA-256 of the result as JSON.
    public let result: ContentDigest
    /// The first position whose command was decided again.
    public let from: UInt64
    /// The last position that was looked at.
    public let to: UInt64
    /// How many decisions would have been others.
    public let decisions: UInt64
    /// How many customers would be seen otherwise.
    public let customers: UInt64

    /// Creates the event.
    public init(
        name: PolicyName, version: String, candidate: ContentDigest, result: ContentDigest, from: UInt64, to: UInt64,
        decisions: UInt64, customers: UInt64
    ) {
        self.name = name
        self.version = version
        self.candidate = candidate
        self.result = result
        self.from = from
        self.to = to
        self.decisions = decisions
        self.customers = customers
    }

    /// The policy's.
    public var stream: StreamName { .policy(name) }
    /// The policy.
    public var tags: [Tag] { [.policy(name)] }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case version = 2
        case candidate = 3
        case result = 4
        case from = 5
        case to = 6
        case decisions = 7
        case customers = 8
    }
}
