import DealtrailLMDB
public import DealtrailProof

extension TrailLog {
    /// What the files of a log hold.
    public struct Storage: Codable, Hashable, Sendable {
        /// The size of the log's file in bytes.
        public let logBytes: UInt64
        /// The most that this file may grow to: a fixed setting, grown offline.
        public let mapBytes: UInt64
        /// The size of the index in bytes; it is derived.
        public let indexBytes: UInt64
        /// How many sealed runs the index has.
        public let indexRuns: Int
        /// How many events the sealed runs cover; those behind them are indexed in memory.
        public let indexedEvents: UInt64
        /// The reader with the oldest snapshot, over all processes; `nil` when nobody reads at this moment.
        public let oldestReader: OldestReader?
    }

    /// A reader that keeps pages of the log's file from being used again.
    public struct OldestReader: Codable, Hashable, Sendable {
        /// The process.
        public let process: Int
        /// How many commits came since its snapshot.
        public let commitsBehind: Int

        /// Names a reader.
        public init(process: Int, commitsBehind: Int) {
            self.process = process
            self.commitsBehind = commitsBehind
        }
    }

    /// Sizes and counts at this moment.
    ///
    /// - Throws: ``LogError``.
    public func storage() throws -> Storage {
        try requireOpen()
        return try translating {
            let log = store.environment
            let runs = try index.runs.list(index.runs.environment.read())
            return Storage(
                logBytes: UInt64(try log.fileSize()), mapBytes: UInt64(try log.information().mapSize),
                indexBytes: UInt64(try index.runs.environment.fileSize()), indexRuns: runs.count,
                indexedEvents: runs.last?.range.upperBound ?? 0, oldestReader: try store.oldestReader())
        }
    }

    /// The root of the hash tree when the log had its first `size` events (RFC 6962 section 2.1).
    ///
    /// - Throws: ``LogError``: `corrupted` for a size beyond the head.
    /// - Complexity: O(log n), and at most 256 leaves.
    public func root(at size: UInt64) throws -> Digest {
        let head = try head()
        guard size <= head.size else {
            throw LogError(.corrupted, "the log has \(head.size) events, and not \(size)")
        }
        return size == head.size ? head.root : try StoredTree(store: store).root(at: size)
    }
}
