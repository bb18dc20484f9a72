import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// What the log knows of itself, written in every commit: last stamp and the frontier of the hash tree.
///
/// It lies in the unnamed table, whose only page every commit writes anyway, so that keeping the root costs no page.
struct HeadRecord: Hashable {
    static let key: [UInt8] = Array("head".utf8)

    /// The stamp of the last commit; the lowest value before the first.
    var lastRecordedAt: Int64
    /// The hash tree over all events.
    var frontier: TreeFrontier

    init() {
        lastRecordedAt = .min
        frontier = TreeFrontier()
    }

    /// Reads eight little-endian bytes of time and the frontier.
    init(_ span: RawSpan) throws(LogError) {
        guard span.byteCount >= 8 else { throw LogError(.corrupted, "the head record has \(span.byteCount) bytes") }
        lastRecordedAt = span.integer(at: 0)
        do throws(ProofError) {
            frontier = try TreeFrontier(encoded: span.extracting(8..<span.byteCount))
        } catch {
            throw LogError(.corrupted, "the head record: \(error)")
        }
    }

    var encoded: [UInt8] {
        unsafe withUnsafeBytes(of: lastRecordedAt.littleEndian) { unsafe Array($0) } + frontier.encoded
    }

    /// Takes in the subtrees of the next events: grows the hash tree, and tells of those that a log stores.
    mutating func take(_ cover: SubtreeCover, _ onStored: (_ key: UInt64, _ root: Digest) -> Void) {
        frontier.append(cover) { level, index, root in onStored(LogStore.treeKey(level: level, index: index), root) }
    }

    /// Takes in the next event: grows the hash tree, and stores the subtrees that it completes.
    mutating func append(
        _ event: borrowing EventView, to transaction: inout WriteTransaction, _ store: LogStore
    ) throws(LMDBError) {
        var completed: [(key: UInt64, root: Digest)] = []
        take(SubtreeCover(leaves: [TreeHasher.leaf(event.canonical)], from: frontier.size, limit: 0)) {
            completed.append(($0, $1))
        }
        lastRecordedAt = event.recordedAt.nanoseconds
        for (key, root) in completed { try transaction.put(root.span, forKey: key, in: store.tree, mode: .insert) }
    }

    /// Writes the record.
    func write(to transaction: inout WriteTransaction, _ main: Table) throws(LMDBError) {
        let key = Self.key
        let bytes = encoded
        try transaction.put(bytes.rawSpan, forKey: key.rawSpan, in: main)
    }

    /// The head as readers see it.
    var head: LogHead {
        LogHead(
            size: frontier.size, root: frontier.root,
            lastRecordedAt: frontier.size == 0 ? nil : Timestamp(nanoseconds: lastRecordedAt))
    }
}
