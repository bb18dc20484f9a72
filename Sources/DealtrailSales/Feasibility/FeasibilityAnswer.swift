import DealtrailModel

/// Whether something can be made (`docs/features.md` row 36).
public enum FeasibilityAnswer: String, Codable, Hashable, Sendable, CaseIterable {
    /// Yes.
    case feasible
    /// Under conditions, which the note says.
    case conditional
    /// No; the note says why.
    case infeasible
}
