/// The way from one node of a tree up to its root: for each hash of a proof, on which side it stands.
///
/// This is the loop of RFC 9162 sections 2.1.3.2 and 2.1.4.2; the names `fn` and `sn` there are `node` and `last`
/// here. The callers have checked that the path has the right number of hashes, so that `last` reaches 0 with the
/// last of them.
struct TreeClimb {
    /// The side of its parent on which a neighbour stands.
    enum Side { case left, right }

    /// The number of our node among those of its level.
    private var node: UInt64

    /// The number of the rightmost node of that level.
    private var last: UInt64

    /// Starts at a leaf.
    init(index: UInt64, size: UInt64) {
        node = index
        last = size - 1
    }

    /// Starts at the last node that a smaller tree completes: goes up as long as our node is a right child.
    init(lastOf old: UInt64, size: UInt64) {
        let level = UInt64(old.trailingZeroBitCount)
        node = (old - 1) >> level
        last = (size - 1) >> level
    }

    /// Goes up to the next node that has a neighbour, and says where the neighbour stands.
    mutating func next() -> Side {
        guard node & 1 == 1 || node == last else {
            node >>= 1
            last >>= 1
            return .right
        }
        // A node at the right edge without a left neighbour moves up unchanged until it has one.
        let levels = UInt64(node == 0 ? 0 : node.trailingZeroBitCount) + 1
        node >>= levels
        last >>= levels
        return .left
    }
}
