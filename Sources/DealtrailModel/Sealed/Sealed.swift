/// A value that only the key of its subject opens: personal data in an immutable log (`docs/erasure.md`).
///
/// The log, its hash tree, its indexes and its views hold the sealed form and never the value. Erasing a subject destroys
/// its key: no byte of the log changes, every proof still verifies, and the value is gone.
///
/// The commitment ties the value to one key: no other opens it to something else.
public struct Sealed<Value: Codable & Sendable>: Hashable, Sendable {
    /// Whose data it is.
    public let subject: SubjectID
    /// What the key commits to; it names the key without telling it.
    public let commitment: ContentDigest
    /// 12 bytes.
    let nonce: [UInt8]
    /// The encrypted value, as long as its CBOR, with the 16 bytes of the tag behind it.
    let ciphertext: [UInt8]

    init(subject: SubjectID, commitment: ContentDigest, nonce: [UInt8], ciphertext: [UInt8]) {
        self.subject = subject
        self.commitment = commitment
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}

extension Sealed: Codable {
    enum CodingKeys: Int, CodingKey {
        case subject = 1
        case commitment = 2
        case nonce = 3
        case ciphertext = 4
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` unless the nonce has 12 bytes and the ciphertext at least those of its tag.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        subject = try container.decode(SubjectID.self, forKey: .subject)
        commitment = try container.decode(ContentDigest.self, forKey: .commitment)
        nonce = try container.decode(OpaqueBytes.self, forKey: .nonce).bytes
        ciphertext = try container.decode(OpaqueBytes.self, forKey: .ciphertext).bytes
        guard nonce.count == 12, ciphertext.count >= 16 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a sealed value has a nonce of 12 bytes and a ciphertext of at least 16"))
        }
    }

    /// Byte strings in CBOR, hexadecimal text in JSON.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(subject, forKey: .subject)
        try container.encode(commitment, forKey: .commitment)
        try container.encode(OpaqueBytes(bytes: nonce), forKey: .nonce)
        try container.encode(OpaqueBytes(bytes: ciphertext), forKey: .ciphertext)
    }
}
