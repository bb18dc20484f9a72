/// Something that knows the roots of the perfect subtrees of a log.
///
/// A perfect subtree of level *k* and index *i* covers the leaves from *i* × 2^*k* up to, but not including,
/// (*i* + 1) × 2^*k*. Its root never changes once those leaves are there, so it may be stored for ever. Level 0 holds
/// the leaf hashes themselves. Every root and every proof of every size can be computed from these alone
/// (RFC 9162 section 2.1).
public protocol TreeSource {
    /// The root of a perfect subtree.
    ///
    /// - Parameters:
    ///   - level: The height of the subtree; 0 asks for a leaf hash.
    ///   - index: The number of the subtree among those of its level, from the left.
    /// - Returns: The root.
    /// - Throws: Whatever the source needs to say when it cannot answer. Never a made-up digest.
    func subtree(level: UInt8, index: UInt64) throws -> Digest
}

extension TreeSource {
    /// The root of the tree of the first `size` leaves (RFC 9162 section 2.1.1).
    ///
    /// - Parameter size: The number of leaves.
    /// - Returns: The root; ``TreeHasher/emptyRoot`` for size 0.
    /// - Throws: What ``subtree(level:index:)`` throws.
    /// - Complexity: O(log *n*) subtrees and node hashes.
    public func root(at size: UInt64) throws -> Digest {
        size == 0 ? TreeHasher.emptyRoot : try root(from: 0, to: size)
    }

    /// The root of the leaves `start..<end`, where `start` is a place at which the RFC splits a tree: a multiple of
    /// the smallest power of two that is not below `end - start`.
    func root(from start: UInt64, to end: UInt64) throws -> Digest {
        var rest = end - start
        var end = end
        var root: Digest?
        while rest != 0 {
            let level = UInt8(rest.trailingZeroBitCount)
            end -= 1 << UInt64(level)
            let peak = try subtree(level: level, index: end >> UInt64(level))
            root = root.map { TreeHasher.node(peak, $0) } ?? peak
            rest &= rest - 1
        }
        return root ?? TreeHasher.emptyRoot
    }
}
