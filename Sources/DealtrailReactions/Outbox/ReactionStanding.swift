public import Dealtrail

/// A reaction that is enabled, in one of its versions.
public struct ReactionStanding: Hashable, Sendable {
    /// The reaction.
    public let reaction: ReactionName
    /// The version.
    public let version: String
    /// The digest of its definition; `nil` for one that is code.
    public let definition: ContentDigest?
    /// From which position on events are reacted to, until those of a later version.
    public let from: UInt64
    /// Where it was enabled.
    public let enabledAt: UInt64
    /// Why nothing can follow from it in this process; `nil` when it is known.
    public let fault: String?
}
