import DealtrailLMDB
import DealtrailProof

/// What a check keeps of the hash tree: its right edge, and the roots that it still has to have.
///
/// Leaves wait until they complete a subtree that the log stores, or a size of which a root is known: hashing the nodes above
/// many leaves takes less beside the hashing itself than growing the edge by one leaf many times.
struct TreeCheck {
    private(set) var frontier = TreeFrontier()
    /// The leaves behind the frontier.
    private var leaves: [Digest] = []
    /// How many leaves are taken in at once.
    private var room = leavesOfStored
    /// The roots that are still to come, the next at the end.
    private var expected: [ExpectedRoot] = []
    /// How many subtrees are to be stored.
    private(set) var subtrees: UInt64 = 0

    /// How many leaves the smallest subtree has that a log stores.
    private static let leavesOfStored = 1 << Int(LogStore.lowestStoredLevel)

    /// Roots that the log has to have had at some sizes; those beyond its end are reported by ``compareEnd(with:_:)``.
    mutating func expect(_ roots: [ExpectedRoot], _ findings: inout Findings) {
        expected = roots.sorted { $0.size > $1.size }
        compareRoots(&findings)
        makeRoom()
    }

    /// Takes in the next leaf.
    @inline(__always)
    mutating func append(
        _ leaf: Digest, _ store: LogStore, _ read: borrowing ReadTransaction, _ findings: inout Findings
    ) {
        leaves.append(leaf)
        if leaves.count >= room { settle(store, read, &findings) }
    }

    /// Grows the frontier by the leaves that wait, and compares what they complete.
    mutating func settle(_ store: LogStore, _ read: borrowing ReadTransaction, _ findings: inout Findings) {
        let cover = SubtreeCover(leaves: leaves, from: frontier.size, limit: LogStore.lowestStoredLevel - 1)
        leaves.removeAll(keepingCapacity: true)
        var completed: [(level: UInt8, index: UInt64, root: Digest)] = []
        frontier.append(cover) { level, index, root in completed.append((level, index, root)) }
        subtrees += UInt64(completed.count)
        for (level, index, root) in completed
        where Self.stored(LogStore.treeKey(level: level, index: index), store, read) != root {
            findings.report(
                "tree", frontier.size - 1, "the stored subtree \(index) of level \(level) differs from its events")
        }
        compareRoots(&findings)
        makeRoom()
    }

    /// Compares the end of the log with what its head says, and with roots that nothing has reached.
    mutating func compareEnd(with head: TreeFrontier, _ findings: inout Findings) {
        for beyond in expected.reversed() {
            findings.report(
                beyond.check, nil, "\(beyond.name): it speaks of \(beyond.size) events, the log has \(head.size)")
        }
        if frontier != head {
            findings.report("head", nil, "the head keeps the root \(head.root), the events have \(frontier.root)")
        }
    }

    /// Compares the roots of the size that has been reached.
    private mutating func compareRoots(_ findings: inout Findings) {
        while let next = expected.last, next.size <= frontier.size {
            expected.removeLast()
            let root = frontier.root
            if root != next.root {
                findings.report(
                    next.check, nil,
                    "\(next.name): the first \(next.size) events have root \(root), and not \(next.root)")
            }
        }
    }

    /// Says how many leaves lie in front of the next comparison.
    private mutating func makeRoom() {
        room = Self.leavesOfStored - Int(frontier.size % UInt64(Self.leavesOfStored))
        if let next = expected.last { room = Int(min(UInt64(room), next.size - frontier.size)) }
    }

    private static func stored(
        _ key: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) -> Digest? {
        guard let found = try? read.value(forKey: key, in: store.tree) else { return nil }
        return Digest(found)
    }
}
