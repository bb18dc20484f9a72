import DealtrailModel

/// Why an account goes back into the pool (`docs/features.md` row 106).
public enum ReleaseCause: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nobody did with it what counts as an effective interaction, for as long as the policy allows.
    case inactivity
    /// Its owner gave it back.
    case handedBack = "handed-back"
    /// Somebody took it from him.
    case withdrawn
}
