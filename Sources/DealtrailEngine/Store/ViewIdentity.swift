public import DealtrailModel

/// What tells a stored view from every other: its name, the version of its code, and the rules it was computed under.
public struct ViewIdentity: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name of the projection.
    public let name: String
    /// The version of its code.
    public let codeVersion: UInt32
    /// The rules that stand in for those in force; `nil` for the live view.
    public let rulesOverride: ContentDigest?

    /// Creates an identity.
    public init(name: String, codeVersion: UInt32, rulesOverride: ContentDigest? = nil) {
        self.name = name
        self.codeVersion = codeVersion
        self.rulesOverride = rulesOverride
    }

    /// The name, the version, and the override when there is one: `funnel.2`, `funnel.2+9f86d081…`.
    public var description: String {
        "\(name).\(codeVersion)" + (rulesOverride.map { "+\($0)" } ?? "")
    }

    enum CodingKeys: Int, CodingKey {
        case name = 1
        case codeVersion = 2
        case rulesOverride = 3
    }
}
