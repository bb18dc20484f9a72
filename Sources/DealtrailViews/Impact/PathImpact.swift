public import DealtrailModel

/// A step of a typical sales path that a candidate policy would answer otherwise.
public struct PathImpact: Codable, Hashable, Sendable {
    /// The path.
    public let path: String
    /// Which step, from 1.
    public let step: Int
    /// The command.
    public let command: EventKind
    /// What it is about.
    public let entity: StreamName
    /// Who asks.
    public let author: ActorID
    /// In which way it differs.
    public let effect: DecisionImpact.Effect
    /// The rule that makes the difference: the one that refuses, after or before; where none refuses, the sections that
    /// make a difference each by itself, such as `approval`, and where none does, all in which the policies differ.
    public let rule: String?
    /// What becomes of it under the policy in force, in words.
    public let before: String
    /// What becomes of it under the candidate, in words.
    public let after: String
    /// Whether an earlier step of the path differs already, so that this may only follow from it.
    public let follows: Bool

    /// Creates an impact.
    public init(
        path: String, step: Int, command: EventKind, entity: StreamName, author: ActorID, effect: DecisionImpact.Effect,
        rule: String?, before: String, after: String, follows: Bool
    ) {
        self.path = path
        self.step = step
        self.command = command
        self.entity = entity
        self.author = author
        self.effect = effect
        self.rule = rule
        self.before = before
        self.after = after
        self.follows = follows
    }
}
