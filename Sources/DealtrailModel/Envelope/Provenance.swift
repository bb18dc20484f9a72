/// Where a fact comes from: seen by this system, or taken from a file (`docs/features.md` row 86).
///
/// A witnessed fact has no provenance field in its canonical form.
public enum Provenance: Hashable, Sendable {
    /// Recorded here as it was done.
    case witnessed
    /// Taken from a row of a file: its name, the row (the header is row 1) and the SHA-256 of the file.
    case imported(file: String, row: UInt64, digest: ContentDigest)

    /// The canonical bytes; none for a witnessed fact.
    var encoded: [UInt8] {
        guard case .imported(let file, let row, let digest) = self else { return [] }
        var writer = CBORWriter(capacity: capacity)
        writer.writeHead(.map, 3)
        writer.writeKey(1)
        writer.write(file)
        writer.writeKey(2)
        writer.write(row)
        writer.writeKey(3)
        writer.write(byteString: digest.bytes)
        return writer.bytes
    }

    /// How many bytes ``encoded`` has at most: 52 beside the name of the file.
    var capacity: Int {
        guard case .imported(let file, _, _) = self else { return 0 }
        return 64 + file.utf8.count
    }

    init(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        var file: String?
        var row: UInt64?
        var digest: ContentDigest?
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            switch try reader.readKey(after: &last) {
            case 1: file = try reader.readText()
            case 2: row = try reader.readUnsigned()
            case 3: digest = try ContentDigest(&reader)
            default: try reader.skip()
            }
        }
        guard let file, let row, let digest else {
            throw CBORError(.missingField, at: start, "an imported fact names its file, row and digest")
        }
        self = .imported(file: file, row: row, digest: digest)
    }
}
