import Crypto

/// The key of a subject: 32 random bytes that exist in one place, so that they can be destroyed.
///
/// Three keys follow from it by HKDF-SHA256 (RFC 5869): one encrypts (AES-256-GCM), one makes nonces, and one is
/// published as the commitment (`docs/format.md`, "Sealed values").
public struct SubjectKey: Sendable {
    /// How many bytes a key has.
    public static let byteCount = 32

    /// Whose key it is.
    public let subject: SubjectID
    private let secret: SymmetricKey

    /// Makes a key of random bytes of the operating system.
    public init(randomFor subject: SubjectID) {
        self.subject = subject
        secret = SymmetricKey(size: .bits256)
    }

    /// Takes 32 bytes; `nil` for any other count.
    public init?(subject: SubjectID, bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.subject = subject
        secret = SymmetricKey(data: bytes)
    }

    /// What the key commits to: it tells one key from another and gives nothing away of either.
    public var commitment: ContentDigest {
        ContentDigest(derive("commitment"))
    }

    /// Calls `body` with the 32 bytes, for keeping them.
    public func withBytes<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        try unsafe secret.withUnsafeBytes { try unsafe body($0.bytes) }
    }

    /// Seals a value.
    ///
    /// The same value for the same command gives the same bytes, so that a command that is sent again is the same
    /// command; for another command it gives others.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - purpose: What it is for.
    ///   - origin: The log that it goes into.
    ///   - command: The command that brings it there.
    /// - Throws: `EncodingError` for a value without a canonical form.
    /// - Complexity: O(value).
    public func seal<Value>(
        _ value: Value, for purpose: SealedPurpose, in origin: String, by command: CommandID
    ) throws -> Sealed<Value> {
        let plaintext = try CBOREncoder().encode(value)
        let commitment = commitment
        let context = Self.context(subject, commitment, purpose, origin)
        // Of what is encrypted and what for: two messages never share a nonce, and no counter is kept that could go back.
        var code = HMAC<SHA256>(key: derive("nonce"))
        code.update(data: context)
        code.update(data: Self.text(command.rawValue))
        code.update(data: plaintext)
        let nonce = Array(Array(code.finalize()).prefix(12))
        let box = try AES.GCM.seal(
            plaintext, using: derive("encryption"), nonce: AES.GCM.Nonce(data: nonce), authenticating: context)
        return Sealed(
            subject: subject, commitment: commitment, nonce: nonce, ciphertext: Array(box.ciphertext) + Array(box.tag))
    }

    /// Opens a value; `nil` when this key has not sealed it for this log and purpose, or it is no such value.
    ///
    /// - Complexity: O(value).
    public func open<Value>(
        _ sealed: Sealed<Value>, for purpose: SealedPurpose, in origin: String
    ) -> Value? {
        let commitment = commitment
        guard sealed.subject == subject, sealed.commitment == commitment,
            let nonce = try? AES.GCM.Nonce(data: sealed.nonce),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.ciphertext.dropLast(16), tag: sealed.ciphertext.suffix(16)),
            let plaintext = try? AES.GCM.open(
                box, using: derive("encryption"), authenticating: Self.context(subject, commitment, purpose, origin))
        else { return nil }
        return try? CBORDecoder().decode(Value.self, from: Array(plaintext))
    }

    private func derive(_ use: String) -> SymmetricKey {
        HKDF<SHA256>.expand(
            pseudoRandomKey: secret, info: Array("\(Self.domain)\n\(use)\n\(subject.rawValue)".utf8),
            outputByteCount: 32)
    }

    private static let domain = "dealtrail/sealed@v1"

    /// What is authenticated beside the value: a CBOR array, so that no two contexts read alike.
    private static func context(
        _ subject: SubjectID, _ commitment: ContentDigest, _ purpose: SealedPurpose, _ origin: String
    ) -> [UInt8] {
        var writer = CBORWriter(capacity: 128)
        writer.writeHead(.array, 5)
        writer.write(domain)
        writer.write(origin)
        writer.write(subject.rawValue)
        writer.write(purpose.rawValue)
        writer.write(byteString: commitment.bytes)
        return writer.bytes
    }

    private static func text(_ text: String) -> [UInt8] {
        var writer = CBORWriter(capacity: text.utf8.count + 9)
        writer.write(text)
        return writer.bytes
    }
}
