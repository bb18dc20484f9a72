import Crypto
import Foundation

/// The private key of a log or a witness.
///
/// Its text form is `PRIVATE+KEY+name+identifier+base64`, as other tools for signed notes write it. It does not print
/// itself: ``encoded`` is the only way to its bytes.
public struct SignerKey: Sendable {
    /// The public half.
    public let verifierKey: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// Draws a new key from the system's random numbers.
    ///
    /// - Throws: ``FormatError`` for a name that cannot name a key.
    public static func generate(
        name: String, algorithm: SignatureAlgorithm = .ed25519
    ) throws(FormatError) -> SignerKey {
        try SignerKey(name: name, algorithm: algorithm, Curve25519.Signing.PrivateKey())
    }

    /// Makes the key that a seed of 32 bytes stands for.
    ///
    /// - Throws: ``FormatError``.
    public init(name: String, algorithm: SignatureAlgorithm = .ed25519, seed: [UInt8]) throws(FormatError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw FormatError(.signerKey, "a seed has 32 bytes, not \(seed.count)")
        }
        try self.init(name: name, algorithm: algorithm, key)
    }

    private init(
        name: String, algorithm: SignatureAlgorithm, _ key: Curve25519.Signing.PrivateKey
    ) throws(FormatError) {
        privateKey = key
        verifierKey = try VerifierKey(
            name: name, algorithm: algorithm, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the text form; one newline may follow it.
    ///
    /// - Throws: ``FormatError``, which quotes nothing of the key.
    public init(_ text: String) throws(FormatError) {
        let parts = KeyText.split(text, after: SignerKey.prefix)
        guard parts.count == 3 else {
            throw FormatError(.signerKey, line: 1, "it is PRIVATE+KEY+name+identifier+key")
        }
        let bytes = try KeyText.decode(parts[2], .signerKey, 1)
        guard let algorithm = SignatureAlgorithm(rawValue: bytes[0]) else {
            throw FormatError(.signerKey, line: 1, "signatures of type \(bytes[0]) are not known here")
        }
        try self.init(name: parts[0], algorithm: algorithm, seed: Array(bytes.dropFirst()))
        guard parts[1] == KeyText.hex(verifierKey.keyID) else {
            throw FormatError(.signerKey, line: 1, "the identifier is not that of the key: it was altered")
        }
    }

    /// The text form, which is secret.
    public var encoded: String {
        let bytes = [verifierKey.algorithm.rawValue] + Array(privateKey.rawRepresentation)
        return "\(SignerKey.prefix)\(verifierKey.name)+\(KeyText.hex(verifierKey.keyID))+\(Base64.encode(bytes))"
    }

    /// Signs the body of a note.
    ///
    /// - Parameters:
    ///   - body: The text, up to and including its last newline.
    ///   - time: When, in seconds since 1970; only the key of a witness puts it into its signature.
    /// - Returns: The signature.
    /// - Throws: What the cryptographic library throws, which for Ed25519 it has no reason to.
    public func sign(_ body: [UInt8], time: UInt64 = 0) throws -> NoteSignature {
        let algorithm = verifierKey.algorithm
        let signature = try privateKey.signature(for: algorithm.message(body, time: time))
        let stamp = algorithm == .cosignature ? time.bigEndianBytes : []
        return NoteSignature(
            name: verifierKey.name, keyID: verifierKey.keyID, payload: stamp + Array(signature))
    }

    private static let prefix = "PRIVATE+KEY+"
}

extension SignerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name of the key, and nothing of its bytes.
    public var description: String { "the private key of \(verifierKey)" }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Nothing, so that no dump shows the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
