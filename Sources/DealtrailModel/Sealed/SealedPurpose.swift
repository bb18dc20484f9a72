/// What a sealed value is for, such as `private-note`.
///
/// It is authenticated with the value, so that a value is not opened in another place than the one it was sealed for.
public struct SealedPurpose: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked.
    public init(rawValue: String) { self.rawValue = rawValue }
}
