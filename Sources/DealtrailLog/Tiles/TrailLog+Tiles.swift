public import DealtrailProof
import Foundation

extension TrailLog {
    /// Writes the log of a checkpoint as static files that can be served and read by other tools (C2SP tlog-tiles).
    ///
    /// An export into the directory of an earlier one writes what has come since. The checkpoint is written last, so that
    /// a reader finds all that it speaks of.
    ///
    /// - Parameters:
    ///   - checkpoint: The checkpoint.
    ///   - directory: Where to; created when it is not there.
    ///   - progress: Called from time to time with the count of events written and of all events.
    /// - Returns: How many files were written.
    /// - Throws: `TrustError` when the log does not continue the checkpoint, or the one that lies in the directory;
    ///   ``LogError``, `EventError`.
    /// - Complexity: O(log).
    public func exportTiles(
        of checkpoint: SignedCheckpoint, to directory: String, progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> Int {
        try require(checkpoint.checkpoint)
        let file = "\(directory)/checkpoint"
        if let earlier = FileManager.default.contents(atPath: file) {
            try require(SignedCheckpoint([UInt8](earlier)).checkpoint)
        }
        var writer = TileWriter(store: store, directory: directory, size: checkpoint.checkpoint.size)
        try writer.run(progress)
        try DurableFile.write(checkpoint.bytes, to: file, permissions: 0o644)
        return writer.files + 1
    }
}
