import DealtrailModel

/// What a word of the rules means: which events are a follow-up, feedback, or progress
/// (`docs/features.md`, contradiction 6).
public struct MeaningRule: Codable, Hashable, Sendable {
    /// The word.
    public var name: RuleName
    /// The events that count; each names a kind.
    public var events: [EventPattern]

    /// Creates a meaning.
    public init(_ name: RuleName, _ events: [EventPattern]) {
        self.name = name
        self.events = events
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case events = 2
    }
}
