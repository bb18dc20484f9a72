import DealtrailLog
import DealtrailModel
import DealtrailViews
import Foundation

/// An outline of due times that is kept beside the views, so that a question reads no more of it than what is due.
///
/// Derived, like the views: what is missing, damaged, of other rules or of another log is made anew. Frames follow one another, each
/// with its length and a checksum: what it is of, and then entries in order.
struct DueOutlineFile {
    /// Of what an outline was made; one of anything else is of no use.
    struct Origin: Codable, Hashable {
        /// The log.
        let origin: String
        /// The rules, by the digest of their canonical text.
        let rules: ContentDigest
        /// The versions of how rules are read and of the view that the subjects are of.
        let versions: [UInt32]

        enum CodingKeys: Int, CodingKey {
            case origin = 1
            case rules = 2
            case versions = 3
        }
    }

    /// The first frame.
    struct Header: Codable {
        let of: Origin
        /// How many events the subjects had taken in.
        let size: UInt64
        /// The last of them, so that a log which was restored and went another way is told apart.
        let last: EventID
        /// How many entries follow.
        let count: Int

        enum CodingKeys: Int, CodingKey {
            case of = 1
            case size = 2
            case last = 3
            case count = 4
        }
    }

    /// How many entries a frame has at most.
    private static let perFrame = 256
    private let file: FileHandle
    let header: Header

    /// Opens a file; `nil` when there is none, or it does not read.
    init?(at path: String) {
        guard let file = FileHandle(forReadingAtPath: path), let frame = Self.frame(file),
            let header = try? CBORDecoder().decode(Header.self, from: frame)
        else { return nil }
        self.file = file
        self.header = header
    }

    /// The subjects that are to be asked at an instant; `nil` when the file is damaged.
    ///
    /// It is read from its beginning, once.
    ///
    /// - Complexity: O(subjects given).
    consuming func subjects(at instant: Timestamp) -> Set<Tag>? {
        var found: Set<Tag> = []
        var rest = header.count
        while rest > 0 {
            guard let frame = Self.frame(file), let entries = try? Self.entries(frame), !entries.isEmpty else {
                return nil
            }
            rest -= entries.count
            for entry in entries {
                guard entry.from <= instant else { return found }
                found.insert(entry.subject)
            }
        }
        return rest == 0 ? found : nil
    }

    /// Writes a file, whole or not at all.
    ///
    /// - Throws: `LogError`, `EncodingError`.
    /// - Complexity: O(entries).
    static func write(_ outline: DueOutline, _ header: Header, to path: String) throws {
        var bytes: [UInt8] = []
        append(try CBOREncoder().encode(header), to: &bytes)
        var rest = outline.entries[...]
        while !rest.isEmpty {
            let part = rest.prefix(perFrame)
            rest = rest.dropFirst(perFrame)
            var writer = CBORWriter(capacity: part.count * 48)
            writer.writeHead(.array, UInt64(part.count))
            for entry in part {
                writer.write(entry.from.nanoseconds)
                writer.write(entry.subject.rawValue)
            }
            append(writer.bytes, to: &bytes)
        }
        try DurableFile.write(bytes, to: path)
    }

    private static func entries(_ frame: [UInt8]) throws(CBORError) -> [DueOutline.Entry] {
        var reader = CBORReader(frame.rawSpan)
        var entries: [DueOutline.Entry] = []
        for _ in 0..<(try reader.readArrayHead()) {
            let from = Timestamp(nanoseconds: try reader.readInteger())
            entries.append(DueOutline.Entry(from: from, subject: Tag(rawValue: try reader.readText())))
        }
        return entries
    }

    // MARK: - Frames

    private static let checksum = 8

    private static func append(_ payload: [UInt8], to bytes: inout [UInt8]) {
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift)) }
        bytes += ContentDigest(of: payload).bytes.prefix(checksum)
        bytes += payload
    }

    /// The next frame; `nil` at the end, and where it is not whole.
    private static func frame(_ file: FileHandle) -> [UInt8]? {
        guard let head = read(4 + checksum, of: file) else { return nil }
        let length = head.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        // No frame is nearly as long as this: names are short.
        guard length <= 1 << 20, let payload = read(length, of: file),
            ContentDigest(of: payload).bytes.prefix(checksum) == head.dropFirst(4)
        else { return nil }
        return payload
    }

    private static func read(_ count: Int, of file: FileHandle) -> [UInt8]? {
        guard let data = try? file.read(upToCount: count), data.count == count else { return nil }
        return Array(data)
    }
}
