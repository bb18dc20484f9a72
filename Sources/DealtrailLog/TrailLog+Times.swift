import DealtrailLMDB
public import DealtrailModel
import DealtrailProof

extension TrailLog {
    /// How many events had been recorded by an instant, those of the instant itself included.
    ///
    /// - Throws: ``LogError``, `EventError` for a damaged header.
    /// - Complexity: O(log n) reads.
    public func size(recordedBy instant: Timestamp) throws -> UInt64 {
        try requireOpen()
        return try translating {
            let read = try store.environment.read()
            return try store.partition(store.head(read).frontier.size, read) { $0 > instant }
        }
    }
}
