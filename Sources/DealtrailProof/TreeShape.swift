/// The arithmetic that inclusion and consistency proofs share; it needs no hashes.
enum TreeShape {
    /// The size of the left subtree of a tree of two or more leaves: the largest power of two below its size
    /// (RFC 9162 section 2.1.1).
    static func split(_ size: UInt64) -> UInt64 {
        1 << UInt64(bitWidth(size - 1) - 1)
    }

    /// How many hashes an inclusion proof has (RFC 9162 section 2.1.3.1).
    ///
    /// Up to the level where the way from the leaf meets the right edge there is one hash a level; above it there is
    /// one for each step that turns left, that is, for each bit set.
    static func inclusionCount(index: UInt64, size: UInt64) -> Int {
        let inner = bitWidth(index ^ (size - 1))
        return inner + (index >> UInt64(inner)).nonzeroBitCount
    }

    /// How many hashes a consistency proof between two sizes, `0 < old < new`, has (RFC 9162 section 2.1.4.1).
    ///
    /// It is the way from the last node that the old tree completes. That node's own hash comes first, unless it is
    /// the whole old tree, whose root the verifier has.
    static func consistencyCount(old: UInt64, new: UInt64) -> Int {
        let known = old.nonzeroBitCount == 1 ? 0 : 1
        return known + inclusionCount(index: old - 1, size: new) - old.trailingZeroBitCount
    }

    private static func bitWidth(_ value: UInt64) -> Int {
        UInt64.bitWidth - value.leadingZeroBitCount
    }
}
