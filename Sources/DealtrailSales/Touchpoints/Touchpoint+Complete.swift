public import DealtrailModel

extension Touchpoint {
    /// Ends a step of the follow-up rhythm with what was to be handed in (`docs/features.md` row 34).
    public struct Complete: Command {
        /// The touchpoint.
        public let touchpoint: TouchpointID
        /// The SHA-256 of the deliverable, which lies in the blobs; a tick without one is refused.
        public let evidence: ContentDigest?

        /// `touchpoint.complete`.
        public static let kind: EventKind = "touchpoint.complete"
        /// The touchpoint's own; an unknown one has no opportunity.
        public var subject: StreamName { StreamName("touchpoint:\(touchpoint)") }
        /// The touchpoint.
        public var tags: [Tag] { [.touchpoint(touchpoint)] }
        /// The touchpoint.
        public var scope: Query { TouchpointDecider.scope(touchpoint) }

        /// Refuses an unknown touchpoint, a missing deliverable (`touchpoint.deliverable-required`), and one that was
        /// completed with another (`touchpoint.completed`).
        public func decide(_ state: TouchpointState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            guard let opened = state.opened[touchpoint] else {
                throw policy.refusal(
                    "touchpoint.unknown", "there is no touchpoint \(touchpoint); open it first",
                    ["touchpoint": touchpoint])
            }
            guard let evidence else {
                throw policy.refusal(
                    "touchpoint.deliverable-required",
                    "hand in \(opened.deliverable?.rawValue ?? "what was done"); a tick is none",
                    [
                        "touchpoint": touchpoint, "step": opened.step,
                        "deliverable": opened.deliverable?.rawValue ?? "any",
                    ])
            }
            if let completed = state.completed[touchpoint], let first = completed.evidence {
                guard first == evidence else {
                    throw policy.refusal(
                        "touchpoint.completed", "the touchpoint \(touchpoint) was completed with another document",
                        ["touchpoint": touchpoint, "document": first])
                }
                return []
            }
            return [
                ProposedEvent(
                    TouchpointCompleted(
                        touchpoint: touchpoint, opportunity: opened.opportunity, step: opened.step, evidence: evidence,
                        account: opened.account, owner: opened.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case touchpoint = 1
            case evidence = 2
        }

        /// Decisions rest on the touchpoint.
        public typealias Decider = TouchpointDecider
    }

    /// Ends a step of the follow-up rhythm with what was to be handed in.
    public static func complete(_ touchpoint: TouchpointID, with evidence: ContentDigest? = nil) -> Complete {
        Complete(touchpoint: touchpoint, evidence: evidence)
    }
}
