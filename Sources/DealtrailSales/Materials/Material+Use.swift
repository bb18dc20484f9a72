public import DealtrailModel

extension Material {
    /// Records that a material was used for an opportunity, in the version that holds (`docs/features.md` row 168).
    public struct Use: Command {
        /// The material.
        public let material: MaterialID
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The version that was used; `nil` for the one that holds.
        public let version: MaterialVersion?

        /// `material.use`.
        public static let kind: EventKind = "material.use"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The material and the opportunity.
        public var tags: [Tag] { [.material(material), .opportunity(opportunity)] }
        /// The versions of the material, the opportunity, and what was used for it.
        public var scope: Query { MaterialDecider.scope(material, for: opportunity) }

        /// Refuses an unknown material, version or opportunity; the same version once more leads to nothing.
        public func decide(_ state: MaterialState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let current = try state.require(material, policy)
            let version = version ?? current
            try state.require(version, of: material, policy)
            try policy.requireOpportunity(opportunity, exists: state.opportunity != nil)
            guard !state.used.contains(version) else { return [] }
            return [
                ProposedEvent(
                    MaterialUsed(
                        material: material, version: version, opportunity: opportunity,
                        account: state.opportunity?.account, owner: state.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case material = 1
            case opportunity = 2
            case version = 3
        }

        /// Decisions rest on the versions of the material and on the opportunity.
        public typealias Decider = MaterialDecider
    }

    /// Records that a material was used for an opportunity, in the version that holds.
    public static func use(
        _ material: MaterialID, for opportunity: OpportunityID, version: MaterialVersion? = nil
    ) -> Use {
        Use(material: material, opportunity: opportunity, version: version)
    }
}
