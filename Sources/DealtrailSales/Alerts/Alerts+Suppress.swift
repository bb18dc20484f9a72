public import DealtrailModel

extension Alerts {
    /// Silences an alert that was raised, for a while: it is climbed no further and not listed until then.
    public struct Suppress: Command {
        /// The alert.
        public let alert: AlertID
        /// Until when, exclusive.
        public let until: Timestamp
        /// Why.
        public let reason: String

        /// `alert.suppress`.
        public static let kind: EventKind = "alert.suppress"
        /// The alert's.
        public var subject: StreamName { .alert(alert) }
        /// The alert.
        public var tags: [Tag] { [.alert(alert)] }
        /// The alert.
        public var scope: Query { AlertDecider.scope([alert]) }

        /// Refuses an alert that was not raised or is resolved, a time that has passed, and one without a reason.
        public func decide(_ state: AlertState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let raised = try state.requireOpen(alert, policy)
            try policy.requireReason(reason, rule: "alert.reason", of: alert)
            guard until > context.now else {
                throw policy.refusal(
                    "alert.until", "an alert is silenced until a time that has not passed",
                    ["until": until, "now": context.now])
            }
            return [
                ProposedEvent(
                    AlertSuppressed(
                        alert: alert, rule: raised.rule, subject: raised.subject, account: raised.account,
                        owner: raised.owner, until: until, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case alert = 1
            case until = 2
            case reason = 3
        }

        /// Decisions rest on the alert.
        public typealias Decider = AlertDecider
    }

    /// Silences an alert until a time.
    public static func suppress(_ alert: AlertID, until: Timestamp, reason: String) -> Suppress {
        Suppress(alert: alert, until: until, reason: reason)
    }
}
