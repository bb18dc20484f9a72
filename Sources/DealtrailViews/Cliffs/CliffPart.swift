/// Which opportunities of a transition a number of a cliff counts.
public enum CliffPart: Hashable, Sendable {
    /// All that were counted.
    case all
    /// Those that entered the stage in a week, such as `2026-W07`.
    case week(String)
    /// Those in the window before the cliff.
    case before
    /// Those in the window since the cliff.
    case since
}
