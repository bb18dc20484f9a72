public import DealtrailModel

/// The rules of the sales domain, as data (`docs/features.md` row 175).
///
/// Every threshold is here and none is a constant in code. The canonical text is JSON with sorted keys; its SHA-256 is what
/// events name as the rules in force, and a `policy.published` event keeps it in the blobs.
public struct SalesPolicy: RuleSet {
    /// The version that the document gives itself.
    public var version: String
    /// The stage paths, at most one for each name; an opportunity keeps the stages it was created with.
    public var pipelines: [PipelineRules]
    /// What a price may be without asking.
    public var pricing: PricingRules
    /// Who is asked otherwise.
    public var approval: ApprovalRules
    /// How customer health is computed.
    public var health: HealthRules
    /// How customers are tiered.
    public var tiering: TieringRules
    /// Which commands their authors must sign; `nil` for none.
    public var signatures: SignatureRules?
    /// Who may put a policy in force; `nil` for anybody.
    public var activation: ActivationRules?
    /// The rules that are made of primitives; `nil` in a policy from before there were any (``book``).
    public var rules: RuleBook?
    /// How opportunities go back and come again; `nil` for as in the standard policy (``moves``).
    public var stageMoves: StageMoveRules?
    /// Who may destroy the keys of what is sealed; `nil` for as in the standard policy (``erasing``).
    public var erasure: ErasureRules?
    /// Where a person may decide otherwise than a rule; `nil` for as in the standard policy (``overriding``).
    public var overrides: OverrideRules?

    /// Creates a policy.
    public init(
        version: String, pipelines: [PipelineRules] = [.standard], pricing: PricingRules = .standard,
        approval: ApprovalRules = .standard, health: HealthRules = .standard, tiering: TieringRules = .standard,
        signatures: SignatureRules? = nil, activation: ActivationRules? = nil, rules: RuleBook? = .standard,
        stageMoves: StageMoveRules? = nil, erasure: ErasureRules? = nil, overrides: OverrideRules? = nil
    ) {
        self.version = version
        self.pipelines = pipelines
        self.pricing = pricing
        self.approval = approval
        self.health = health
        self.tiering = tiering
        self.signatures = signatures
        self.activation = activation
        self.rules = rules
        self.stageMoves = stageMoves
        self.erasure = erasure
        self.overrides = overrides
    }

    /// The rules that hold until a policy is published.
    public static let standard = SalesPolicy(version: "standard-2")

    /// JSON with sorted keys, on one line.
    ///
    /// - Throws: `EncodingError`; a policy has no value that would cause it.
    public func canonicalText() throws -> String { try JSONText.encode(self) }

    /// The SHA-256 of the canonical text.
    ///
    /// - Throws: as ``canonicalText()``.
    public func digest() throws -> ContentDigest { ContentDigest(of: Array(try canonicalText().utf8)) }

    package enum CodingKeys: Int, CodingKey {
        case version = 1
        case pipelines = 2
        case pricing = 3
        case approval = 4
        case health = 5
        case tiering = 6
        case signatures = 7
        case activation = 8
        case rules = 9
        case stageMoves = 10
        case erasure = 11
        case overrides = 12
    }
}
