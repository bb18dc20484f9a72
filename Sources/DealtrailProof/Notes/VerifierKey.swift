import Crypto
import Foundation

/// The public key of a log or a witness, with the name that it signs under (C2SP signed-note 1.0.0, "Verifier keys").
///
/// Its text form is `name+identifier+base64`, such as
/// `example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx`. A verifier gets it from somebody he
/// trusts, and never together with what it is to verify.
public struct VerifierKey: Hashable, Sendable {
    /// The name: of a log its origin.
    public let name: String
    /// What kind of signatures it verifies.
    public let algorithm: SignatureAlgorithm
    /// The 32 bytes of the Ed25519 key.
    public let publicKey: [UInt8]

    /// Puts a key together.
    ///
    /// - Throws: ``FormatError`` for a name that cannot name a key, and for a key that is not 32 bytes long.
    public init(name: String, algorithm: SignatureAlgorithm = .ed25519, publicKey: [UInt8]) throws(FormatError) {
        guard KeyName.isValid(name) else {
            throw FormatError(.verifierKey, "the name \"\(name)\" is empty, or has a space or a plus sign")
        }
        guard publicKey.count == 32 else {
            throw FormatError(.verifierKey, "an Ed25519 key has 32 bytes, not \(publicKey.count)")
        }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
    }

    /// Reads the text form; one newline may follow it.
    ///
    /// - Parameters:
    ///   - text: The key.
    ///   - line: Its line in a larger file, for the error.
    /// - Throws: ``FormatError``, also when the identifier is not that of the key.
    public init(_ text: String, line: Int? = nil) throws(FormatError) {
        let parts = KeyText.split(text, after: "")
        guard parts.count == 3 else {
            throw FormatError(.verifierKey, line: line, "it is name+identifier+key, and this has \(parts.count) parts")
        }
        let bytes = try KeyText.decode(parts[2], .verifierKey, line)
        guard let algorithm = SignatureAlgorithm(rawValue: bytes[0]) else {
            throw FormatError(.verifierKey, line: line, "signatures of type \(bytes[0]) are not known here")
        }
        do throws(FormatError) {
            try self.init(name: parts[0], algorithm: algorithm, publicKey: Array(bytes.dropFirst()))
        } catch {
            throw FormatError(.verifierKey, line: line, error.reason)
        }
        guard parts[1] == KeyText.hex(keyID) else {
            throw FormatError(
                .verifierKey, line: line, "the identifier is \(KeyText.hex(keyID)), and not \(parts[1]): it was altered"
            )
        }
    }

    /// The identifier: the first four bytes of `SHA-256(name ‖ 0x0A ‖ algorithm ‖ key)`.
    public var keyID: UInt32 {
        let hashed = Array(name.utf8) + [0x0a, algorithm.rawValue] + publicKey
        return UInt32(bigEndianBytes: SHA256.hash(data: hashed).prefix(4))
    }

    /// Whether a signature says of itself that it was made by this key.
    public func claims(_ signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.name.utf8.elementsEqual(name.utf8)
    }

    /// Whether this key has made the signature of a note.
    ///
    /// - Complexity: O(*n*) in the length of the note; one Ed25519 verification.
    public func verifies(_ signature: NoteSignature, of note: SignedNote) -> Bool {
        guard claims(signature), signature.payload.count == algorithm.signatureByteCount,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        let message = algorithm.message(note.body, time: signature.cosignatureTime ?? 0)
        return key.isValidSignature(signature.payload.suffix(64), for: message)
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The text form.
    public var description: String {
        "\(name)+\(KeyText.hex(keyID))+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }
}
