/// The keys of one author as they stand at some position of a log.
public struct AuthorKeys: Hashable, Sendable {
    /// The key that counts; `nil` when none was registered, and after it was revoked.
    public private(set) var inForce: AuthorPublicKey?
    /// The keys that counted earlier, in the order in which they were replaced or revoked.
    public private(set) var retired: [AuthorPublicKey] = []

    /// No key yet.
    public init() {}

    /// Puts a key in force, in place of the one before.
    public mutating func use(_ key: AuthorPublicKey) {
        revoke()
        inForce = key
    }

    /// Leaves the author without a key; what it has signed stays signed.
    public mutating func revoke() {
        if let inForce { retired.append(inForce) }
        inForce = nil
    }
}
