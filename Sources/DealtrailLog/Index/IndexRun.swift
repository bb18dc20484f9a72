import DealtrailModel
import DealtrailProof

/// What is known of a sealed run: which positions it covers, where it lies, and of which log it is.
struct IndexRun: Hashable {
    /// The positions that it covers.
    let range: Range<UInt64>
    /// The table that holds it.
    let slot: UInt32
    /// How many entries it has.
    let entryCount: UInt64
    /// The sum of the fingerprints of its entries.
    let checksum: UInt64
    /// The root of the log at the end of the range.
    let root: Digest

    init(range: Range<UInt64>, slot: UInt32, entryCount: UInt64, checksum: UInt64, root: Digest) {
        self.range = range
        self.slot = slot
        self.entryCount = entryCount
        self.checksum = checksum
        self.root = root
    }

    /// Reads what ``encoded`` writes, or `nil`.
    init?(_ span: RawSpan) {
        guard span.byteCount == 72, let root = Digest(span.extracting(40..<72)) else { return nil }
        let start: UInt64 = span.integer(at: 0)
        let end: UInt64 = span.integer(at: 8)
        guard start < end else { return nil }
        self.init(
            range: start..<end, slot: UInt32(truncatingIfNeeded: span.integer(at: 16, as: UInt64.self)),
            entryCount: span.integer(at: 24), checksum: span.integer(at: 32), root: root)
    }

    /// Five little-endian integers and the root: 72 bytes.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for value in [range.lowerBound, range.upperBound, UInt64(slot), entryCount, checksum] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        return bytes + root.bytes
    }
}
