/// What a catch-up did.
public struct CatchUp: Hashable, Sendable {
    /// Why a stored view was thrown away and built again.
    public enum Reason: String, Hashable, Sendable {
        /// It was of a log with another name.
        case foreignOrigin
        /// It was of a log with other events.
        case foreignRoot
        /// The log is shorter than what the view has seen: it was restored from an older backup.
        case aheadOfLog
        /// It has folded an event that it is to pass over since, or the other way round.
        case otherSkips
    }

    /// How many events had been folded before.
    public let from: UInt64
    /// How many are folded now.
    public let to: UInt64
    /// Why the view was built again; `nil` when it was not thrown away.
    public let rebuilt: Reason?
}
