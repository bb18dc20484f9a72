import DealtrailModel

/// A blocked Bloom filter over the hashes of a run: one cache line says that a run cannot hold a hash.
///
/// Ten bits a hash give about one false alarm in a hundred. The filter lies in the index environment and is read in
/// place, so that opening a log reads none of it.
struct RunFilter {
    static let blockBytes = 64
    private(set) var bytes: [UInt8]

    /// Room for `count` hashes.
    init(capacity count: Int) {
        bytes = Array(repeating: 0, count: max(1, (count * 10 + 511) / 512) * Self.blockBytes)
    }

    mutating func insert(_ hash: UInt64) {
        let block = Self.block(hash, byteCount: bytes.count)
        var bits = Self.bits(hash)
        for _ in 0..<6 {
            let bit = Int(bits & 511)
            bytes[block + bit >> 3] |= 1 << UInt8(bit & 7)
            bits >>= 9
        }
    }

    /// Whether the filter in `span` may hold `hash`; a filter that is missing may hold anything.
    static func mayContain(_ hash: UInt64, in span: RawSpan) -> Bool {
        guard span.byteCount >= blockBytes, span.byteCount % blockBytes == 0 else { return true }
        let block = block(hash, byteCount: span.byteCount)
        var bits = bits(hash)
        // All six are looked at: guessing which is the first that is missing costs more.
        var found: UInt64 = 1
        for _ in 0..<6 {
            let word = span.integer(at: block &+ Int(truncatingIfNeeded: bits & 448) &>> 3, as: UInt64.self)
            found &= word &>> (bits & 63)
            bits >>= 9
        }
        return found & 1 == 1
    }

    private static func block(_ hash: UInt64, byteCount: Int) -> Int {
        Int((hash >> 32) * UInt64(byteCount / blockBytes) >> 32) * blockBytes
    }

    private static func bits(_ hash: UInt64) -> UInt64 {
        let mixed = hash &* 0x9e37_79b9_7f4a_7c15
        return mixed ^ mixed >> 31
    }
}
