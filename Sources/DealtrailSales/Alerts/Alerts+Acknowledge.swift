public import DealtrailModel

extension Alerts {
    /// Takes an alert on: its ladder is climbed no further (`docs/features.md` row 35).
    public struct Acknowledge: Command {
        /// The alert.
        public let alert: AlertID
        /// What is done about it, in words that name nobody.
        public let note: String?

        /// `alert.acknowledge`.
        public static let kind: EventKind = "alert.acknowledge"
        /// The alert's.
        public var subject: StreamName { .alert(alert) }
        /// The alert.
        public var tags: [Tag] { [.alert(alert)] }
        /// The alert.
        public var scope: Query { AlertDecider.scope([alert]) }

        /// Refuses an alert that was not raised or is resolved; who took it on already has nothing more to do.
        public func decide(_ state: AlertState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let raised = try state.requireOpen(alert, context.salesPolicy())
            guard state.acknowledgedBy != context.author.id else { return [] }
            return [
                ProposedEvent(
                    AlertAcknowledged(
                        alert: alert, rule: raised.rule, subject: raised.subject, account: raised.account,
                        owner: raised.owner, note: note))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case alert = 1
            case note = 2
        }

        /// Decisions rest on the alert.
        public typealias Decider = AlertDecider
    }

    /// Takes an alert on.
    public static func acknowledge(_ alert: AlertID, note: String? = nil) -> Acknowledge {
        Acknowledge(alert: alert, note: note)
    }
}
