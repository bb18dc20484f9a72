public import DealtrailModel
public import DealtrailSales

/// What a policy would have changed, for whom, and why (`docs/features.md` row 176).
///
/// Decisions: each recorded command decided again against its actual prior history. What would have followed from another
/// decision never happened and is not invented. Customers: their health and tier at the end, under both policies.
public struct ImpactReport: Codable, Hashable, Sendable {
    /// What the answer about customers answers for, and the last position whose command was decided again.
    public let stamp: AnswerStamp
    /// The candidate.
    public let candidate: PolicyReference
    /// The policy that is in force at the end.
    public let inForce: PolicyReference
    /// Whether anything differs: a decision, a customer, a bonus, an alert, an override or a step of a path.
    public let differs: Bool
    /// The first position whose command was decided again.
    public let from: UInt64
    /// How many commands were decided again.
    public let decided: UInt64
    /// Commands that were not, since this build does not know them or they do not read, by kind.
    public let unknown: [KindCount]
    /// Commands that this build decides otherwise than recorded, under the very rules that were in force; by position.
    public let drifted: [UInt64]
    /// What would have been decided otherwise, by position.
    public let decisions: [DecisionImpact]
    /// The decisions by effect, rule and person, the most frequent first.
    public let sums: [ImpactSum]
    /// How many customers were compared.
    public let customers: Int
    /// The customers whose score, band or tier differs, the largest difference first.
    public let accounts: [AccountImpact]
    /// The same by rule and owner, the most frequent first.
    public let accountSums: [ImpactTally]
    /// The representatives whose bonus differs, by name.
    public let bonuses: [BonusImpact]
    /// The alerts that differ at the end, by rule and subject.
    public let alerts: [AlertImpact]
    /// The same by effect, rule and owner, the most frequent first.
    public let alertSums: [ImpactTally]
    /// The overrides of which the policies say otherwise who was right, in the order in which they happened.
    public let overrides: [OverrideImpact]
    /// The same by setting and person, the most frequent first.
    public let overrideSums: [ImpactTally]
    /// How many typical sales paths were played.
    public let pathsPlayed: Int
    /// The steps of them that would be answered otherwise, by path.
    public let paths: [PathImpact]

    /// A policy by its name for itself and its digest.
    public struct PolicyReference: Codable, Hashable, Sendable {
        /// The version that it gives itself.
        public let version: String
        /// The SHA-256 of its canonical text.
        public let digest: ContentDigest

        /// Names a policy.
        public init(_ policy: SalesPolicy) throws {
            version = policy.version
            digest = try policy.digest()
        }
    }

    /// A kind with a count.
    public struct KindCount: Codable, Hashable, Sendable {
        /// The kind.
        public let kind: EventKind
        /// How many.
        public let count: UInt64

        /// Creates a count.
        public init(kind: EventKind, count: UInt64) {
            self.kind = kind
            self.count = count
        }
    }

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case candidate
        case inForce
        case differs
        case from
        case decided
        case unknown
        case drifted
        case decisions
        case sums
        case customers
        case accounts
        case accountSums
        case bonuses
        case alerts
        case alertSums
        case overrides
        case overrideSums
        case pathsPlayed
        case paths
    }

    /// Creates a report; the sums follow from the differences.
    public init(
        stamp: AnswerStamp, candidate: PolicyReference, inForce: PolicyReference, from: UInt64, decided: UInt64,
        unknown: [KindCount], drifted: [UInt64], decisions: [DecisionImpact], customers: CustomerComparison,
        alerts: [AlertImpact] = [], overrides: [OverrideImpact] = [], pathsPlayed: Int = 0, paths: [PathImpact] = []
    ) {
        self.stamp = stamp
        self.candidate = candidate
        self.inForce = inForce
        self.from = from
        self.decided = decided
        self.unknown = unknown
        self.drifted = drifted
        self.decisions = decisions
        sums = ImpactSum.sums(of: decisions)
        self.customers = customers.compared
        accounts = customers.accounts
        accountSums = ImpactTally.accounts(customers.accounts)
        bonuses = customers.bonuses
        self.alerts = alerts
        alertSums = ImpactTally.alerts(alerts)
        self.overrides = overrides
        overrideSums = ImpactTally.overrides(overrides)
        self.pathsPlayed = pathsPlayed
        self.paths = paths
        differs =
            !decisions.isEmpty || !accounts.isEmpty || !bonuses.isEmpty || !alerts.isEmpty || !overrides.isEmpty
            || !paths.isEmpty
    }

    /// Whether the candidate would have changed nothing.
    public var isEmpty: Bool { !differs }
}
