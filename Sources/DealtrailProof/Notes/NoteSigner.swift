/// Whoever signs checkpoints: a key in a file, a device, another service.
public protocol NoteSigner: Sendable {
    /// The key that verifies what it signs.
    var verifierKey: VerifierKey { get }

    /// Signs the body of a note, up to and including its last newline.
    ///
    /// - Throws: Whatever keeps it from signing. Never a made-up signature.
    func signature(of body: [UInt8]) async throws -> NoteSignature
}

extension SignerKey: NoteSigner {
    /// Signs the body of a note with a key of a log; the key of a witness is refused, as it needs the time.
    ///
    /// - Throws: ``TrustError`` (`keyOfOther`).
    public func signature(of body: [UInt8]) async throws -> NoteSignature {
        guard verifierKey.algorithm == .ed25519 else {
            throw TrustError(.keyOfOther, "\(verifierKey.name) is the key of a witness, not of a log")
        }
        return try sign(body)
    }
}
