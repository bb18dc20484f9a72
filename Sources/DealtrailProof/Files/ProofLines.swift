/// The lines of a proof file in front of its checkpoint, taken one after another.
struct ProofLines {
    private let document: FormatError.Document
    private var rest: ArraySlice<UInt8>
    /// The number of the line taken last.
    private(set) var number = 0

    /// The most bytes of a file that are read.
    static let maximumByteCount = 256 << 20

    init(_ bytes: some Collection<UInt8>, _ document: FormatError.Document) throws(FormatError) {
        guard bytes.count <= ProofLines.maximumByteCount else {
            throw FormatError(
                document, "\(bytes.count) bytes are more than the limit of \(ProofLines.maximumByteCount)")
        }
        self.document = document
        rest = Array(bytes)[...]
    }

    func fault(_ reason: String) -> FormatError { FormatError(document, line: number, reason) }

    /// The next line, without its newline.
    mutating func next() throws(FormatError) -> String {
        number += 1
        guard let end = rest.firstIndex(of: 0x0a) else { throw fault("the file ends here, before its checkpoint") }
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        guard line.allSatisfy({ $0 >= 0x20 }), let text = String(validating: line, as: UTF8.self) else {
            throw fault("it has control characters, or is not UTF-8")
        }
        return text
    }

    /// Requires a line that is exactly this.
    mutating func expect(_ header: String) throws(FormatError) {
        guard try next() == header else { throw fault("the first line of such a file is \"\(header)\"") }
    }

    /// The rest of a line that begins with a word and a space; `nil`, and nothing is taken, when it begins otherwise.
    mutating func value(of word: String) throws(FormatError) -> String? {
        guard rest.starts(with: Array("\(word) ".utf8)) else { return nil }
        return String(Substring(try next().utf8.dropFirst(word.utf8.count + 1)))
    }

    /// The rest of a line that must begin with a word and a space.
    mutating func required(_ word: String) throws(FormatError) -> String {
        guard let value = try value(of: word) else {
            number += 1
            throw fault("a line \"\(word) ...\" belongs here")
        }
        return value
    }

    /// A number in its only spelling.
    func parse(_ text: String) throws(FormatError) -> UInt64 {
        guard let value = UInt64(plainDecimal: text) else {
            throw fault("\"\(text.prefix(32))\" is no decimal number without zeros in front")
        }
        return value
    }

    /// Bytes in base64.
    func decode(_ text: String) throws(FormatError) -> [UInt8] {
        guard let bytes = Base64.decode(text) else { throw fault("it is not padded base64") }
        return bytes
    }

    /// A hash in base64.
    func hash(_ text: some StringProtocol) throws(FormatError) -> Digest {
        guard let digest = Digest(base64: String(text)) else { throw fault("it is not base64 of a hash of 32 bytes") }
        return digest
    }

    /// The number in a line that must begin with a word.
    ///
    /// One step, since `parse(required(word))` would look at the line number of before.
    mutating func number(of word: String) throws(FormatError) -> UInt64 {
        let text = try required(word)
        return try parse(text)
    }

    /// Hashes on one line behind a word; none when there is no such line.
    mutating func hashLine(_ word: String, atMost limit: Int) throws(FormatError) -> [Digest] {
        guard let text = try value(of: word) else { return [] }
        var hashes: [Digest] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            guard hashes.count < limit else { throw fault("more than \(limit) hashes") }
            hashes.append(try hash(word))
        }
        return hashes
    }

    /// Hashes, one a line, up to and including a blank line.
    mutating func hashes(atMost limit: Int) throws(FormatError) -> [Digest] {
        var hashes: [Digest] = []
        while true {
            let line = try next()
            if line.isEmpty { return hashes }
            guard hashes.count < limit else { throw fault("more than \(limit) hashes") }
            hashes.append(try hash(line))
        }
    }

    /// What is left: the checkpoint.
    func checkpoint() throws(FormatError) -> SignedCheckpoint {
        try SignedCheckpoint(rest, firstLine: number + 1)
    }
}
