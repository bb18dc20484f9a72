public import DealtrailModel

extension Material {
    /// Lets an earlier version of a material hold again (`docs/features.md` row 168).
    public struct RollBack: Command {
        /// The material.
        public let material: MaterialID
        /// The version; `nil` for the one that the current one replaced.
        public let version: MaterialVersion?
        /// Why.
        public let reason: String

        /// `material.roll-back`.
        public static let kind: EventKind = "material.roll-back"
        /// The material's.
        public var subject: StreamName { .material(material) }
        /// The material.
        public var tags: [Tag] { [.material(material)] }
        /// The versions of the material.
        public var scope: Query { MaterialDecider.scope(material) }

        /// Refuses an unknown material or version, a first version (`material.nothing-before`) and a missing reason
        /// (`material.reason-required`); the version that holds leads to nothing.
        public func decide(_ state: MaterialState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let current = try state.require(material, policy)
            try policy.requireReason(reason, rule: "material.reason-required", of: material)
            guard let target = version ?? state.versions[current]?.replaces else {
                throw policy.refusal(
                    "material.nothing-before", "\(current) is the first version of \(material)",
                    ["material": material, "version": current])
            }
            try state.require(target, of: material, policy)
            guard target != current else { return [] }
            return [
                ProposedEvent(MaterialRolledBack(material: material, from: current, to: target, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case material = 1
            case version = 2
            case reason = 3
        }

        /// Decisions rest on the versions of the material.
        public typealias Decider = MaterialDecider
    }

    /// Lets an earlier version of a material hold again; `nil` for the one that the current one replaced.
    public static func rollBack(
        _ material: MaterialID, to version: MaterialVersion? = nil, reason: String
    ) -> RollBack {
        RollBack(material: material, version: version, reason: reason)
    }
}
