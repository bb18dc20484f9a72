/// How a stage that is entered lies to the one that is left, in the pinned path (`docs/features.md` row 30).
public enum StageMovement: String, Codable, Hashable, Sendable, CaseIterable {
    /// The next stage, or the first one.
    case forward
    /// A later stage, with stages between that were never entered.
    case skip
    /// A stage that was entered before and lies further on than the one that is left.
    case reentry = "re-entry"
    /// A stage that lies before the one that is left.
    case regress
}
