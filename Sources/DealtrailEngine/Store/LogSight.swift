import DealtrailLog
import DealtrailModel

/// A log as it is now, to be recorded in checkpoints and compared with them.
struct LogSight: Sendable {
    let origin: String
    let size: UInt64
    let root: String
    let lastEvent: ContentDigest?

    /// Looks at a log.
    ///
    /// - Throws: `LogError`.
    init(_ log: any EventLog) throws {
        let head = try log.head()
        origin = log.origin
        size = head.size
        root = "\(head.root)"
        lastEvent = head.size == 0 ? nil : try Self.digest(of: head.size - 1, in: log)
    }

    /// The checkpoint of a view that has folded this far.
    func checkpoint(_ position: UInt64) -> ViewCheckpoint {
        ViewCheckpoint(origin: origin, position: position, logSize: size, logRoot: root, lastEvent: lastEvent)
    }

    /// Why a checkpoint cannot be of this log; `nil` when it can.
    ///
    /// - Throws: `LogError`.
    func objection(to checkpoint: ViewCheckpoint, _ log: any EventLog) throws -> CatchUp.Reason? {
        if checkpoint.origin != origin { return .foreignOrigin }
        if checkpoint.logSize > size || checkpoint.position > checkpoint.logSize { return .aheadOfLog }
        if checkpoint.logSize == size { return checkpoint.logRoot == root ? nil : .foreignRoot }
        guard checkpoint.logSize > 0 else { return nil }
        return try Self.digest(of: checkpoint.logSize - 1, in: log) == checkpoint.lastEvent ? nil : .foreignRoot
    }

    private static func digest(of position: UInt64, in log: any EventLog) throws -> ContentDigest? {
        var digest: ContentDigest?
        try log.scan(.all, in: position..<position + 1, direction: .forward) { event in
            digest = ContentDigest(of: event.canonical.array())
            return false
        }
        return digest
    }
}
