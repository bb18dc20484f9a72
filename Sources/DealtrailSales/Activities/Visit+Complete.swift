public import DealtrailModel

extension Visit {
    /// Ends a visit with what came of it.
    public struct Complete: Command {
        /// The visit.
        public let visit: VisitID
        /// What came of it.
        public let outcome: VisitOutcome?
        /// The SHA-256 of what shows it, which lies in the blobs.
        public let evidence: ContentDigest?

        /// `visit.complete`.
        public static let kind: EventKind = "visit.complete"
        /// The visit's own; an unknown visit has no account.
        public var subject: StreamName { StreamName("visit:\(visit)") }
        /// The visit.
        public var tags: [Tag] { [.visit(visit)] }
        /// The visit.
        public var scope: Query { VisitDecider.scope(visit) }

        /// Refuses a visit without check-in, and one that ended with another outcome.
        ///
        /// What shows it may be handed in later: the same end is then recorded once more, with it.
        public func decide(
            _ state: VisitState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            guard let checkIn = state.visits[visit] else {
                throw policy.refusal("visit.unknown", "nobody checked in for the visit \(visit)", ["visit": visit])
            }
            return try policy.record(evidence, known: state.completed[visit], rule: "visit.completed", name: visit) {
                VisitCompleted(
                    visit: visit, account: checkIn.account, owner: checkIn.owner, opportunity: checkIn.opportunity,
                    outcome: outcome, evidence: $0)
            }
        }

        package enum CodingKeys: Int, CodingKey {
            case visit = 1
            case outcome = 2
            case evidence = 3
        }

        /// Decisions rest on the visit.
        public typealias Decider = VisitDecider
    }

    /// Ends a visit.
    public static func complete(
        _ visit: VisitID, outcome: VisitOutcome? = nil, evidence: ContentDigest? = nil
    ) -> Complete {
        Complete(visit: visit, outcome: outcome, evidence: evidence)
    }
}
