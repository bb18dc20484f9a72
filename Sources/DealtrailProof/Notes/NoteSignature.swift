/// One signature line of a note (C2SP signed-note 1.0.0).
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: String
    /// The identifier of the key: the first four bytes of a hash, a hint and no proof.
    public let keyID: UInt32
    /// What the key made: 64 bytes for a log, a time and 64 bytes for a witness.
    public let payload: [UInt8]

    /// Puts a signature together from its parts, unchecked.
    public init(name: String, keyID: UInt32, payload: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.payload = payload
    }

    /// Reads a signature line: an em dash, the name of the key, and base64 of identifier and signature.
    ///
    /// - Parameters:
    ///   - line: The line without its newline.
    ///   - number: Its number in the file, for the error.
    /// - Throws: ``FormatError``.
    /// - Complexity: O(*n*) in the length of the line.
    public init(line: String, number: Int? = nil) throws(FormatError) {
        guard line.utf8.starts(with: NoteSignature.mark.utf8) else {
            throw FormatError(.signature, line: number, "a signature begins with an em dash and a space")
        }
        let parts = line.utf8.dropFirst(NoteSignature.mark.utf8.count).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false
        ).map { String($0) ?? "" }
        guard parts.count == 2 else {
            throw FormatError(.signature, line: number, "it needs a name, a space and base64, and nothing else")
        }
        guard KeyName.isValid(parts[0]) else {
            throw FormatError(.signature, line: number, "the name of the key is empty, or has a space or a plus sign")
        }
        guard let bytes = Base64.decode(parts[1]) else {
            throw FormatError(.signature, line: number, "the signature is not padded base64")
        }
        guard bytes.count > 4 else {
            throw FormatError(.signature, line: number, "\(bytes.count) bytes are no key identifier and signature")
        }
        self.init(name: parts[0], keyID: UInt32(bigEndianBytes: bytes[..<4]), payload: Array(bytes[4...]))
    }

    /// The line, without its newline.
    public var line: String {
        "\(NoteSignature.mark)\(name) \(Base64.encode(keyID.bigEndianBytes + payload))"
    }

    /// The time of a cosignature in seconds since 1970, when the payload has the size of one.
    public var cosignatureTime: UInt64? {
        guard payload.count == SignatureAlgorithm.cosignature.signatureByteCount else { return nil }
        return UInt64(bigEndianBytes: payload[..<8])
    }

    /// An em dash and a space.
    static let mark = "\u{2014} "
}
