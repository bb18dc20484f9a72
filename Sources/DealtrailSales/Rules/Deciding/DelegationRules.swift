public import DealtrailModel

/// Who may decide for another, up to which amount and how long (`docs/features.md` row 9).
public struct DelegationRules: Codable, Hashable, Sendable {
    /// The largest amount that may be handed on; `nil` for any.
    public var limit: Money?
    /// Whether the limit itself is below it: `below` (strictly) or `at-most`.
    public var edge: Edge
    /// How many days a delegation is valid at most; `nil` for any.
    public var longestDays: Int?
    /// Whether who was handed authority may hand it on.
    public var mayBeHandedOn: Bool

    /// Creates rules.
    public init(limit: Money? = nil, edge: Edge = .below, longestDays: Int? = nil, mayBeHandedOn: Bool = false) {
        self.limit = limit
        self.edge = edge
        self.longestDays = longestDays
        self.mayBeHandedOn = mayBeHandedOn
    }

    /// Strictly below 5,000,000 CNY; whoever was handed authority keeps it.
    public static let standard = DelegationRules(limit: .cny(5_000_000))

    package enum CodingKeys: Int, CodingKey {
        case limit = 1
        case edge = 2
        case longestDays = 3
        case mayBeHandedOn = 4
    }
}
