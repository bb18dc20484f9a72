import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// The hash tree of a log, as it was at any size that the snapshot reaches.
///
/// Whole subtrees of 256 leaves and more are stored; smaller ones are computed from their events.
struct StoredTree: TreeSource {
    let store: LogStore

    func subtree(level: UInt8, index: UInt64) throws -> Digest {
        try translating {
            let read = try store.environment.read()
            return try subtree(level, index, read)
        }
    }

    private func subtree(_ level: UInt8, _ index: UInt64, _ read: borrowing ReadTransaction) throws -> Digest {
        if level >= LogStore.lowestStoredLevel {
            let stored = try read.value(forKey: LogStore.treeKey(level: level, index: index), in: store.tree)
            guard let stored, let digest = Digest(stored) else {
                throw LogError(.corrupted, "the hash tree lacks the subtree \(index) of level \(level)")
            }
            return digest
        }
        guard level > 0 else {
            return try store.withEvent(at: index, read) { TreeHasher.leaf($0.canonical) }
        }
        return TreeHasher.node(
            try subtree(level - 1, index * 2, read), try subtree(level - 1, index * 2 + 1, read))
    }
}
