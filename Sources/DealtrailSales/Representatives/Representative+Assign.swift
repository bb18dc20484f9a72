public import DealtrailModel

extension Representative {
    /// Assigns a representative to a team and a region.
    public struct Assign: Command {
        /// The representative.
        public let representative: ActorID
        /// The team from here on; `nil` for none.
        public let team: TeamName?
        /// The sales region from here on; `nil` for none.
        public let region: String?
        /// Why; `nil` for the first assignment.
        public let reason: String?

        /// `representative.assign`.
        public static let kind: EventKind = "representative.assign"
        /// The representative's.
        public var subject: StreamName { .representative(representative) }
        /// The representative.
        public var tags: [Tag] { [.representative(representative)] }
        /// The assignments of the representative.
        public var scope: Query { RepresentativeDecider.scope(representative) }

        /// Refuses names that are none, and a change of an assignment without a reason.
        public func decide(
            _ state: RepresentativeState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(representative)
            if let team { try policy.requireNames(team) }
            if let current = state.assignment {
                guard current.team != team || current.region != region else { return [] }
                try policy.requireReason(reason ?? "", rule: "representative.reason-required", of: representative)
            }
            return [
                ProposedEvent(
                    RepresentativeAssigned(
                        representative: representative, team: team, region: region,
                        previous: state.assignment?.team, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case representative = 1
            case team = 2
            case region = 3
            case reason = 4
        }

        /// Decisions rest on the assignments of the representative.
        public typealias Decider = RepresentativeDecider
    }

    /// Assigns a representative to a team and a region.
    public static func assign(
        _ representative: ActorID, team: TeamName?, region: String? = nil, reason: String? = nil
    ) -> Assign {
        Assign(representative: representative, team: team, region: region, reason: reason)
    }
}
