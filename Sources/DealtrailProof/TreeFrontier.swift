/// The right edge of a growing tree: all that is needed to add leaves and to know the root (RFC 9162 section 2.1.2).
///
/// A tree of *n* leaves is a row of perfect subtrees, one for each bit set in *n*, the largest first. Their roots are
/// the ``peaks``. The frontier of a log of a billion events is at most 30 digests, and it is the same however the
/// events were batched.
public struct TreeFrontier: Hashable, Sendable {
    /// The largest size that ``init(size:peaks:)`` and ``init(encoded:)-(RawSpan)`` accept.
    public static let maximumSize = UInt64(Int64.max)

    /// The number of leaves.
    public private(set) var size: UInt64

    /// The roots of the perfect subtrees, the largest first.
    public private(set) var peaks: [Digest]

    /// Makes the frontier of the tree without leaves.
    public init() {
        size = 0
        peaks = []
    }

    /// Makes a frontier from its parts.
    ///
    /// - Parameters:
    ///   - size: The number of leaves.
    ///   - peaks: The roots of the perfect subtrees, the largest first.
    /// - Returns: `nil` when there is not exactly one peak for each bit set in the size, or the size is above
    ///   ``maximumSize``.
    /// - Complexity: O(1).
    public init?(size: UInt64, peaks: [Digest]) {
        guard size <= TreeFrontier.maximumSize, peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// The root of the tree (RFC 9162 section 2.1.1).
    ///
    /// - Complexity: O(log *n*) node hashes.
    public var root: Digest {
        guard var root = peaks.last else { return TreeHasher.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = TreeHasher.node(peak, root) }
        return root
    }

    /// Adds one leaf.
    ///
    /// - Parameter leaf: The leaf hash.
    /// - Complexity: Amortised one node hash; at most O(log *n*).
    public mutating func append(_ leaf: Digest) {
        append(leaf) { _, _, _ in }
    }

    /// Adds one leaf, and tells which perfect subtrees it completed.
    ///
    /// - Parameters:
    ///   - leaf: The leaf hash.
    ///   - onSubtree: Called for each subtree of level 1 or more that this leaf completes, from the bottom up, so that
    ///     a log can store the roots which ``TreeSource`` will be asked for.
    /// - Complexity: Amortised one node hash and one call; at most O(log *n*).
    public mutating func append(
        _ leaf: Digest, onSubtree: (_ level: UInt8, _ index: UInt64, _ digest: Digest) -> Void
    ) {
        append(subtree: leaf, level: 0, onSubtree: onSubtree)
    }

    /// Adds all leaves of a perfect subtree by its root, which somebody else has computed.
    ///
    /// - Parameters:
    ///   - subtree: The root of the subtree; at level 0 a leaf hash.
    ///   - level: Its level: it has 2^level leaves.
    ///   - onSubtree: Called for each larger subtree that this one completes, from the bottom up.
    /// - Precondition: The size is a multiple of 2^level.
    /// - Complexity: Amortised one node hash and one call; at most O(log *n*).
    package mutating func append(
        subtree: Digest, level: UInt8, onSubtree: (_ level: UInt8, _ index: UInt64, _ digest: Digest) -> Void
    ) {
        precondition(size & (1 << UInt64(level) - 1) == 0, "a subtree begins where one of its size can begin")
        let leaves: UInt64 = 1 << UInt64(level)
        var subtree = subtree
        var level = level
        while size >> UInt64(level) & 1 == 1 {
            subtree = TreeHasher.node(peaks.removeLast(), subtree)
            level += 1
            onSubtree(level, size >> UInt64(level), subtree)
        }
        peaks.append(subtree)
        size += leaves
    }
}
