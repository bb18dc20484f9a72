import DealtrailModel
import DealtrailProof

/// The map of stream heads at some statement of the log, as the file `checkpoints/stream-heads` keeps it.
///
/// A short cut: the log has all that it takes to make it again, and it counts only when its root is the one that the
/// log stated and somebody signed. `docs/format.md`, "Stream heads", has its form.
struct StoredStreamHeads {
    /// How many events the map speaks of, which is the position of the statement.
    let size: UInt64
    let map: StreamMap

    private static let header = Array("dealtrail/stream-heads@v1\n".utf8)
    /// Key, next revision and leaf hash.
    private static let entryByteCount = 72

    init(size: UInt64, map: StreamMap) {
        self.size = size
        self.map = map
    }

    /// Reads the file; `nil` when it is no such file, or not whole.
    ///
    /// - Complexity: O(*n* log *n*) in the count of streams, about 2 *n* hashes.
    init?(_ bytes: [UInt8]) {
        let header = Self.header
        guard bytes.count >= header.count + 8, bytes.starts(with: header),
            (bytes.count - header.count - 8) % Self.entryByteCount == 0
        else { return nil }
        let span = bytes.rawSpan
        var entries: [(key: Digest, head: StreamHead)] = []
        entries.reserveCapacity(bytes.count / Self.entryByteCount)
        for start in stride(from: header.count + 8, to: bytes.count, by: Self.entryByteCount) {
            guard let key = Digest(span.extracting(start..<start + 32)),
                let leaf = Digest(span.extracting(start + 40..<start + 72))
            else { return nil }
            entries.append((key, StreamHead(nextRevision: span.integer(at: start + 32), leaf: leaf)))
        }
        guard let map = StreamMap(ascending: entries) else { return nil }
        self.init(size: span.integer(at: header.count), map: map)
    }

    /// The whole file.
    ///
    /// - Complexity: O(*n*) in the count of streams.
    var bytes: [UInt8] {
        var bytes = Self.header
        bytes.reserveCapacity(bytes.count + 8 + map.count * Self.entryByteCount)
        func append(_ number: UInt64) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        append(size)
        map.forEach { key, head in
            bytes += key.bytes
            append(head.nextRevision)
            bytes += head.leaf.bytes
        }
        return bytes
    }
}
