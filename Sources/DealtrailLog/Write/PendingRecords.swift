import DealtrailModel
import DealtrailProof

/// What a commit has decided so far and not written yet.
///
/// Hashing and writing wait until all is decided, so that several threads can share them. What is here is in no index
/// that a read looks at: it may yet come to nothing.
struct PendingRecords {
    /// The position of the first.
    let start: UInt64
    private(set) var end: UInt64
    private(set) var batches: [RecordBatch] = []
    /// The hashes of commands and streams that occur here; most requests look for others.
    private var names: Set<UInt64> = []
    private var index: TailIndex
    private var indexedBatches = 0

    init(start: UInt64) {
        self.start = start
        end = start
        index = TailIndex(start: start)
    }

    var isEmpty: Bool { end == start }

    mutating func append(_ batch: RecordBatch) {
        end = batch.end
        batches.append(batch)
    }

    /// Notes a command or stream of what is appended.
    mutating func note(_ hash: UInt64) { names.insert(hash) }

    /// Whether a command or stream may occur here.
    func mayContain(_ hash: UInt64) -> Bool { names.contains(hash) }

    /// What is here by hash.
    ///
    /// - Complexity: O(records since it was last asked for).
    mutating func indexed() -> TailIndex {
        while indexedBatches < batches.count {
            index.append(batches[indexedBatches])
            indexedBatches += 1
        }
        return index
    }

    /// The batch with a position, and the index in it.
    func place(of position: UInt64) -> (batch: RecordBatch, index: Int)? {
        guard position >= start, position < end else { return nil }
        var low = 0
        var high = batches.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if batches[middle].start <= position { low = middle } else { high = middle }
        }
        return (batches[low], Int(position - batches[low].start))
    }

    /// Begins to hash all records to subtrees below those that a log stores.
    func hashing() -> SharedWork<SubtreeCover> {
        let (start, end, batches) = (start, end, batches)
        // Pieces begin where a subtree of their size can begin.
        let first = start / Self.pieceLeaves
        let count = (end - 1) / Self.pieceLeaves - first + 1
        return SharedWork(count: Int(count)) { piece in
            let lower = max(start, (first + UInt64(piece)) * Self.pieceLeaves)
            let upper = min(end, (first + UInt64(piece) + 1) * Self.pieceLeaves)
            return SubtreeCover(
                leaves: Self.leaves(lower..<upper, of: batches), from: lower, limit: LogStore.lowestStoredLevel - 1)
        }
    }

    /// How many leaves a thread hashes at once: about 30 microseconds of work.
    private static let pieceLeaves: UInt64 = 64

    private static func leaves(_ range: Range<UInt64>, of batches: [RecordBatch]) -> [Digest] {
        var low = 0
        var high = batches.count
        while low < high {
            let middle = (low + high) / 2
            if batches[middle].end <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var leaves: [Digest] = []
        leaves.reserveCapacity(range.count)
        for batch in batches[low...] {
            guard batch.start < range.upperBound else { break }
            let lower = max(range.lowerBound, batch.start)
            for index in Int(lower - batch.start)..<Int(min(range.upperBound, batch.end) - batch.start) {
                leaves.append(TreeHasher.leaf(batch.event(index).canonical))
            }
        }
        return leaves
    }
}
