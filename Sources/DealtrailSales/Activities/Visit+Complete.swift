public import DealtrailModel

extension Visit {
    /// Ends a visit with what came of it.
    public struct Complete: Command {
        /// The visit.
        public let visit: VisitID
        /// What came of it.
        public let outcome: VisitOutcome?

        /// `visit.complete`.
        public static let kind: EventKind = "visit.complete"
        /// The visit's own; an unknown visit has no account.
        public var subject: StreamName { StreamName("visit:\(visit)") }
        /// The visit.
        public var tags: [Tag] { [.visit(visit)] }
        /// The visit.
        public var scope: Query { VisitDecider.scope(visit) }

        /// Refuses a visit without check-in, and one that ended with another outcome.
        public func decide(
            _ state: VisitState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            guard let checkIn = state.visits[visit] else {
                throw policy.refusal("visit.unknown", "nobody checked in for the visit \(visit)", ["visit": visit])
            }
            if let completed = state.completed[visit] {
                guard completed.outcome == outcome else {
                    throw policy.refusal(
                        "visit.completed", "the visit \(visit) ended already",
                        ["visit": visit, "outcome": completed.outcome?.rawValue ?? "none"])
                }
                return []
            }
            return [
                ProposedEvent(
                    VisitCompleted(
                        visit: visit, account: checkIn.account, owner: checkIn.owner, opportunity: checkIn.opportunity,
                        outcome: outcome))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case visit = 1
            case outcome = 2
        }

        /// Decisions rest on the visit.
        public typealias Decider = VisitDecider
    }

    /// Ends a visit.
    public static func complete(_ visit: VisitID, outcome: VisitOutcome? = nil) -> Complete {
        Complete(visit: visit, outcome: outcome)
    }
}
