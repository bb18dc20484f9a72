/// A text with signatures under it (C2SP signed-note 1.0.0).
///
/// Reading is strict: a note has one spelling, so that a copy that was altered in any byte is another note or none.
public struct SignedNote: Hashable, Sendable {
    /// The bytes that are signed: UTF-8, up to and including the newline before the blank line.
    public let body: [UInt8]
    /// The signatures, in the order of their lines; at least one in a note that was read.
    public let signatures: [NoteSignature]

    /// The most signatures that are read.
    public static let maximumSignatures = 100
    /// The most bytes that are read.
    public static let maximumByteCount = 1 << 20

    /// Puts a note together.
    ///
    /// - Throws: ``FormatError`` for a text that does not end with a newline or has control characters.
    public init(text: String, signatures: [NoteSignature] = []) throws(FormatError) {
        body = Array(text.utf8)
        self.signatures = signatures
        guard body.last == 0x0a else {
            throw FormatError(.note, line: 1 + body.count { $0 == 0x0a }, "the text does not end with a newline")
        }
        try SignedNote.requireText(body, from: 1)
    }

    /// Reads a note.
    ///
    /// - Parameters:
    ///   - bytes: The whole note, up to and including the newline of its last signature.
    ///   - line: The number of its first line in a larger file.
    /// - Throws: ``FormatError``.
    /// - Complexity: O(*n*) in the length of the note.
    public init(_ bytes: some Collection<UInt8>, firstLine line: Int = 1) throws(FormatError) {
        guard bytes.count <= SignedNote.maximumByteCount else {
            throw FormatError(.note, "\(bytes.count) bytes are more than the limit of \(SignedNote.maximumByteCount)")
        }
        let bytes = Array(bytes)
        try SignedNote.requireText(bytes, from: line)
        guard let blank = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0a && bytes[$0 + 1] == 0x0a }) else {
            throw FormatError(
                .note, line: line + bytes.count { $0 == 0x0a },
                "it ends here, without a blank line and signatures behind it")
        }
        body = Array(bytes[...blank])
        let block = bytes[(blank + 2)...]
        let first = line + body.count { $0 == 0x0a } + 1
        guard block.last == 0x0a else {
            throw FormatError(
                .note, line: first + block.count { $0 == 0x0a },
                block.isEmpty ? "no signature follows the blank line" : "the last line does not end with a newline")
        }
        var signatures: [NoteSignature] = []
        for text in block.dropLast().split(separator: 0x0a, omittingEmptySubsequences: false) {
            let number = first + signatures.count
            guard signatures.count < SignedNote.maximumSignatures else {
                throw FormatError(.note, line: number, "more than \(SignedNote.maximumSignatures) signatures")
            }
            signatures.append(try NoteSignature(line: String(decoding: text, as: UTF8.self), number: number))
        }
        self.signatures = signatures
    }

    /// The text of the body.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The whole note, as it is stored and sent.
    ///
    /// - Complexity: O(*n*) in the length of the note.
    public var bytes: [UInt8] {
        body + [0x0a] + signatures.flatMap { Array($0.line.utf8) + [0x0a] }
    }

    /// The same note with one more signature; one that it has already is not added again.
    public func adding(_ signature: NoteSignature) -> SignedNote {
        signatures.contains(signature) ? self : SignedNote(body: body, signatures: signatures + [signature])
    }

    private init(body: [UInt8], signatures: [NoteSignature]) {
        self.body = body
        self.signatures = signatures
    }

    /// Refuses what is not UTF-8, and control characters other than newlines.
    private static func requireText(_ bytes: [UInt8], from first: Int) throws(FormatError) {
        var line = first
        for byte in bytes {
            if byte == 0x0a {
                line += 1
            } else if byte < 0x20 {
                throw FormatError(.note, line: line, "it has the control character \(byte)")
            }
        }
        if let index = FormatError.lineThatIsNoText(bytes) {
            throw FormatError(.note, line: first + index, "it is not UTF-8")
        }
    }
}
