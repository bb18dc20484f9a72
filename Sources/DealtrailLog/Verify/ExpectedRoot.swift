import DealtrailProof

/// A root that the log has to have had at a size, since a checkpoint says so.
struct ExpectedRoot {
    let size: UInt64
    let root: Digest
    /// The name of the check in a report.
    let check: String
    /// Where the root comes from, in words.
    let name: String

    init(_ checkpoint: Checkpoint, _ check: String, _ name: String) {
        size = checkpoint.size
        root = checkpoint.root
        self.check = check
        self.name = name
    }
}
