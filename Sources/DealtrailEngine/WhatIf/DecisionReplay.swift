public import DealtrailModel

/// What deciding recorded commands again under other rules has shown.
///
/// Each command is decided against its own actual prior history, without chaining: what would have followed from another
/// decision never happened, and is not invented.
public struct DecisionReplay: Hashable, Sendable {
    /// Which events were looked at.
    public let range: Range<UInt64>
    /// How many commands were decided again.
    public internal(set) var decided: UInt64 = 0
    /// What would have been decided otherwise, by position.
    public internal(set) var changes: [DecisionChange] = []
    /// Commands that this build does not know or that do not read, by kind: they were not decided again.
    public internal(set) var unknown: [EventKind: UInt64] = [:]
    /// The positions of commands that this build decides otherwise than was recorded, under the rules that were in force.
    ///
    /// Its code has changed since; their changes are measured against what it decides now.
    public internal(set) var drifted: [UInt64] = []

    init(range: Range<UInt64>) {
        self.range = range
    }
}
