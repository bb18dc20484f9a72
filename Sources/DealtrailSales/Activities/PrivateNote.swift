public import DealtrailModel

/// Commands about notes that an author writes for himself.
public enum PrivateNote: Sendable {}

extension SealedPurpose {
    /// The text of a private note.
    public static let privateNote: SealedPurpose = "private-note"
}
