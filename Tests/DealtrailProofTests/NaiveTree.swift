import DealtrailProof

/// The definitions of RFC 9162 section 2.1, word for word: slow, recursive, and independent of what they check.
enum NaiveTree {
    /// MTH(D[n]), section 2.1.1, over leaf hashes.
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        switch leaves.count {
        case 0: return TreeHasher.emptyRoot
        case 1: return leaves[leaves.startIndex]
        default:
            let middle = leaves.startIndex + split(leaves.count)
            return TreeHasher.node(root(leaves[..<middle]), root(leaves[middle...]))
        }
    }

    /// PATH(m, D[n]), section 2.1.3.1.
    static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let middle = leaves.startIndex + split(leaves.count)
        return index < split(leaves.count)
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - split(leaves.count), leaves[middle...]) + [root(leaves[..<middle])]
    }

    /// PROOF(m, D[n]), section 2.1.4.1.
    static func proof(_ old: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        subproof(old, leaves, true)
    }

    private static func subproof(_ old: Int, _ leaves: ArraySlice<Digest>, _ whole: Bool) -> [Digest] {
        if old == leaves.count { return whole ? [] : [root(leaves)] }
        let middle = leaves.startIndex + split(leaves.count)
        return old <= split(leaves.count)
            ? subproof(old, leaves[..<middle], whole) + [root(leaves[middle...])]
            : subproof(old - split(leaves.count), leaves[middle...], false) + [root(leaves[..<middle])]
    }

    /// The largest power of two below a count of two or more.
    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
