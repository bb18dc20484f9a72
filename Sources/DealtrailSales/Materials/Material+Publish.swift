public import DealtrailModel

extension Material {
    /// Publishes a version of a material, which holds from here on (`docs/features.md` row 168).
    public struct Publish: Command {
        /// The material.
        public let material: MaterialID
        /// The version.
        public let version: MaterialVersion
        /// The SHA-256 of the material, which lies in the blobs.
        public let document: ContentDigest?
        /// What is new.
        public let summary: String?

        /// `material.publish`.
        public static let kind: EventKind = "material.publish"
        /// The material's.
        public var subject: StreamName { .material(material) }
        /// The material.
        public var tags: [Tag] { [.material(material)] }
        /// The versions of the material.
        public var scope: Query { MaterialDecider.scope(material) }

        /// Refuses names that are none, and a version that is there already otherwise (`material.version-exists`).
        ///
        /// One that holds already leads to nothing; one that was replaced is brought back by ``Material/RollBack``.
        public func decide(_ state: MaterialState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(material, version)
            if let known = state.versions[version] {
                guard state.current == version, known.document == document, known.summary == summary else {
                    throw policy.refusal(
                        "material.version-exists",
                        "\(material) has a version \(version) already; publish under another name, or roll back to it",
                        ["material": material, "version": version])
                }
                return []
            }
            return [
                ProposedEvent(
                    MaterialVersionPublished(
                        material: material, version: version, document: document, summary: summary,
                        replaces: state.current))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case material = 1
            case version = 2
            case document = 3
            case summary = 4
        }

        /// Decisions rest on the versions of the material.
        public typealias Decider = MaterialDecider
    }

    /// Publishes a version of a material, which holds from here on.
    public static func publish(
        _ material: MaterialID, version: MaterialVersion, document: ContentDigest? = nil, summary: String? = nil
    ) -> Publish {
        Publish(material: material, version: version, document: document, summary: summary)
    }
}
