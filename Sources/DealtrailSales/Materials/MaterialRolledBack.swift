public import DealtrailModel

/// An earlier version of a material holds again from here on (`docs/features.md` row 168).
public struct MaterialRolledBack: Event {
    /// `material.rolled-back`.
    public static let kind: EventKind = "material.rolled-back"

    /// The material.
    public let material: MaterialID
    /// The version until here.
    public let from: MaterialVersion
    /// The version from here on.
    public let to: MaterialVersion
    /// Why.
    public let reason: String

    /// Creates the event.
    public init(material: MaterialID, from: MaterialVersion, to: MaterialVersion, reason: String) {
        self.material = material
        self.from = from
        self.to = to
        self.reason = reason
    }

    /// The material's.
    public var stream: StreamName { .material(material) }
    /// The material.
    public var tags: [Tag] { [.material(material)] }

    package enum CodingKeys: Int, CodingKey {
        case material = 1
        case from = 2
        case to = 3
        case reason = 4
    }
}
