public import DealtrailModel

/// A recorded command that other rules would have decided otherwise.
public struct DecisionChange: Hashable, Sendable {
    /// In which way.
    public enum Effect: String, Codable, Hashable, Sendable, CaseIterable {
        /// It was accepted and would have been refused.
        case blocked
        /// It was refused and would have been accepted.
        case freed
        /// It was refused and would have been refused by another rule.
        case refusedOtherwise = "refused-otherwise"
        /// It was accepted and would have been, with other events.
        case decidedOtherwise = "decided-otherwise"
    }

    /// In which way.
    public let effect: Effect
    /// The first event that was recorded for the command.
    public let position: UInt64
    /// Its identifier.
    public let event: EventID
    /// The command.
    public let commandID: CommandID
    /// Its kind.
    public let command: EventKind
    /// What it was about.
    public let subject: StreamName
    /// By what else it is found.
    public let tags: [Tag]
    /// Who asked for it.
    public let author: Author
    /// When it was recorded.
    public let recordedAt: Timestamp
    /// When it happened, as the author says.
    public let occurredAt: OccurredAt
    /// The rules that were in force.
    public let rules: ContentDigest?
    /// The parts of the others each of which alone makes a difference; empty where somebody is refused, and where none does
    /// without another.
    public let causes: [String]
    /// What those rules lead to.
    public let before: DecisionOutcome
    /// What the others lead to.
    public let after: DecisionOutcome

    /// In which way two outcomes differ; `nil` when they do not.
    package static func effect(_ before: DecisionOutcome, _ after: DecisionOutcome) -> Effect? {
        switch (before, after) {
        case _ where before == after: nil
        case (.refused(let old), .refused(let new)):
            // By the same rule with other numbers it is still a no to the same person for the same thing.
            old.rule == new.rule ? nil : .refusedOtherwise
        case (_, .refused): .blocked
        case (.refused, _): .freed
        default: .decidedOtherwise
        }
    }
}
