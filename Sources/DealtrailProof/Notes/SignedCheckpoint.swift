/// A checkpoint with the signatures under it.
///
/// Reading one says nothing about whether it deserves trust: that is ``TrustPolicy/evaluate(_:)``.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What is signed.
    public let checkpoint: Checkpoint
    /// The note.
    public let note: SignedNote

    /// Reads a checkpoint.
    ///
    /// - Parameters:
    ///   - bytes: The whole note.
    ///   - line: The number of its first line in a larger file.
    /// - Throws: ``FormatError``.
    public init(_ bytes: some Collection<UInt8>, firstLine line: Int = 1) throws(FormatError) {
        note = try SignedNote(bytes, firstLine: line)
        checkpoint = try Checkpoint(body: note.body, firstLine: line)
    }

    /// Signs a checkpoint with the key of its log.
    ///
    /// - Throws: ``TrustError`` (`keyOfOther`) for the key of another log; ``FormatError``.
    public init(_ checkpoint: Checkpoint, by key: SignerKey) throws {
        try SignedCheckpoint.require(key.verifierKey, for: checkpoint)
        let note = try SignedNote(text: checkpoint.text)
        self.init(checkpoint, note.adding(try key.sign(note.body)))
    }

    /// Has a checkpoint signed, and checks the signature before it counts.
    ///
    /// - Throws: ``TrustError``: `keyOfOther` for the key of another log, `forgedSignature` when the signer returns one that
    ///   its own key does not verify; what the signer throws; ``FormatError``.
    public static func signing(
        _ checkpoint: Checkpoint, with signer: some NoteSigner
    ) async throws -> SignedCheckpoint {
        try require(signer.verifierKey, for: checkpoint)
        let note = try SignedNote(text: checkpoint.text)
        let signed = note.adding(try await signer.signature(of: note.body))
        guard signed.signatures.allSatisfy({ signer.verifierKey.verifies($0, of: signed) }) else {
            throw TrustError(.forgedSignature, "that which the signer returned does not fit \(signer.verifierKey)")
        }
        return SignedCheckpoint(checkpoint, signed)
    }

    private static func require(_ key: VerifierKey, for checkpoint: Checkpoint) throws(TrustError) {
        guard key.name.utf8.elementsEqual(checkpoint.origin.utf8), key.algorithm == .ed25519 else {
            throw TrustError(.keyOfOther, "the key is that of \(key.name), the log is \(checkpoint.origin)")
        }
    }

    private init(_ checkpoint: Checkpoint, _ note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }

    /// The whole note, as it is stored and sent.
    public var bytes: [UInt8] { note.bytes }

    /// The same checkpoint with one more signature.
    public func adding(_ signature: NoteSignature) -> SignedCheckpoint {
        SignedCheckpoint(checkpoint, note.adding(signature))
    }

    /// The same checkpoint with the signatures of both, when they sign the same.
    ///
    /// - Throws: ``TrustError`` (`mismatch`) when they do not.
    public func merging(_ other: SignedCheckpoint) throws(TrustError) -> SignedCheckpoint {
        guard note.body == other.note.body else {
            throw TrustError(
                .mismatch,
                "the signatures are under a checkpoint of \(other.checkpoint.origin) at size "
                    + "\(other.checkpoint.size), and not under this one of size \(checkpoint.size)")
        }
        return other.note.signatures.reduce(self) { $0.adding($1) }
    }
}
