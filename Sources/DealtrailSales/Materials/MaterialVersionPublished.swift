public import DealtrailModel

/// A version of a material holds from here on (`docs/features.md` row 168).
public struct MaterialVersionPublished: Event {
    /// `material.version-published`.
    public static let kind: EventKind = "material.version-published"

    /// The material.
    public let material: MaterialID
    /// The version.
    public let version: MaterialVersion
    /// The SHA-256 of the material, which lies in the blobs; `nil` where it is kept elsewhere.
    public let document: ContentDigest?
    /// What is new; `nil` where nobody says.
    public let summary: String?
    /// The version until here; `nil` for the first.
    public let replaces: MaterialVersion?

    /// Creates the event.
    public init(
        material: MaterialID, version: MaterialVersion, document: ContentDigest? = nil, summary: String? = nil,
        replaces: MaterialVersion? = nil
    ) {
        self.material = material
        self.version = version
        self.document = document
        self.summary = summary
        self.replaces = replaces
    }

    /// The material's.
    public var stream: StreamName { .material(material) }
    /// The material.
    public var tags: [Tag] { [.material(material)] }

    package enum CodingKeys: Int, CodingKey {
        case material = 1
        case version = 2
        case document = 3
        case summary = 4
        case replaces = 5
    }
}
