public import DealtrailModel
public import DealtrailProof

/// The key of an author, as it is given on a command line.
public enum AuthorKeyArgument: Sendable {
    /// Reads `AUTHOR=KEY` texts; an author who rotated his key has several.
    ///
    /// - Throws: `FormatError`.
    public static func keys(_ texts: [String]) throws(FormatError) -> [ActorID: Set<AuthorPublicKey>] {
        var keys: [ActorID: Set<AuthorPublicKey>] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, ActorID(String(parts[0])).isValid else {
                throw FormatError(.verifierKey, "\"\(text)\" is not AUTHOR=KEY")
            }
            keys[ActorID(String(parts[0])), default: []].insert(try key(String(parts[1])))
        }
        return keys
    }

    /// Reads a public key: 64 hexadecimal digits, a verifier key, or the path of a file with one of them.
    ///
    /// - Throws: `FormatError`.
    public static func key(_ text: String) throws(FormatError) -> AuthorPublicKey {
        if let key = AuthorPublicKey(hex: text) { return key }
        if text.contains("+") {
            let verifier = try VerifierKey(text)
            guard verifier.algorithm == .ed25519, let key = AuthorPublicKey(bytes: verifier.publicKey) else {
                throw FormatError(.verifierKey, "the key of a witness signs no commands")
            }
            return key
        }
        let content = try AuditInput.key(text)
        guard content.contains("+") || AuthorPublicKey(hex: content) != nil else {
            throw FormatError(
                .verifierKey, line: 1, "\(text) holds neither 64 hexadecimal digits nor a verifier key")
        }
        return try AuditInput.located(text) { () throws(FormatError) in try key(content) }
    }
}
