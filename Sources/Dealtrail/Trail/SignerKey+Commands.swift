public import DealtrailModel
public import DealtrailProof

extension SignerKey {
    /// Signs a command as its author.
    ///
    /// ```swift
    /// let record = try trail.command(change, by: lin, id: "req-8841")
    /// try await trail.handle(change, by: lin, id: "req-8841", signature: key.sign(record))
    /// ```
    ///
    /// A key that is somewhere else signs `CommandRecord.signedMessage`, and `CommandSignature` takes what comes back.
    ///
    /// - Throws: `FormatError` for the key of a witness, which signs no commands; what the cryptographic library throws.
    public func sign(_ command: CommandRecord) throws -> CommandSignature {
        guard verifierKey.algorithm == .ed25519,
            let key = AuthorPublicKey(bytes: verifierKey.publicKey),
            let signature = CommandSignature(key: key, bytes: try sign(command.signedMessage).payload)
        else { throw FormatError(.signerKey, "the key of a witness signs no commands") }
        return signature
    }
}
