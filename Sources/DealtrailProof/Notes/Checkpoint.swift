/// What a log commits to: its name, its size, and the root of its hash tree (C2SP tlog-checkpoint 1.0.0).
public struct Checkpoint: Hashable, Sendable {
    /// The name of the log.
    public let origin: String
    /// How many events the tree has.
    public let size: UInt64
    /// The root of the tree.
    public let root: Digest
    /// Lines behind the root, which this library never writes and keeps when it finds them.
    public let extensions: [String]

    /// Puts a checkpoint together.
    ///
    /// - Throws: ``FormatError`` for an origin or an extension line that cannot stand in a checkpoint.
    public init(origin: String, size: UInt64, root: Digest, extensions: [String] = []) throws(FormatError) {
        guard !origin.isEmpty, Checkpoint.isLine(origin) else {
            throw FormatError(.checkpoint, line: 1, "the origin is empty or has control characters")
        }
        guard extensions.allSatisfy({ !$0.isEmpty && Checkpoint.isLine($0) }) else {
            throw FormatError(.checkpoint, "an extension line is empty or has control characters")
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the body of a note.
    ///
    /// - Parameters:
    ///   - body: The text, up to and including its last newline.
    ///   - line: The number of its first line in a larger file.
    /// - Throws: ``FormatError``.
    public init(body: [UInt8], firstLine line: Int = 1) throws(FormatError) {
        guard body.last == 0x0a, let text = String(validating: body.dropLast(), as: UTF8.self) else {
            throw FormatError(
                .checkpoint, line: line + body.count { $0 == 0x0a }, "it is not UTF-8 that ends with a newline")
        }
        let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard lines.count >= 3 else {
            throw FormatError(.checkpoint, line: line + lines.count, "it ends before the root of the tree")
        }
        guard !lines[0].isEmpty else { throw FormatError(.checkpoint, line: line, "the origin is empty") }
        guard let size = UInt64(plainDecimal: lines[1]), size <= TreeFrontier.maximumSize else {
            throw FormatError(
                .checkpoint, line: line + 1, "the size is no decimal number without zeros in front, below 2^63")
        }
        guard let root = Digest(base64: lines[2]) else {
            throw FormatError(.checkpoint, line: line + 2, "the root is not base64 of 32 bytes")
        }
        if let empty = lines.dropFirst(3).firstIndex(of: "") {
            throw FormatError(.checkpoint, line: line + empty, "an extension line is empty")
        }
        guard size > 0 || root == TreeHasher.emptyRoot else {
            throw FormatError(.checkpoint, line: line + 2, "the root of a log without events is SHA-256 of nothing")
        }
        try self.init(origin: lines[0], size: size, root: root, extensions: Array(lines.dropFirst(3)))
    }

    /// The body of the note.
    public var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    private static func isLine(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 } }
}
