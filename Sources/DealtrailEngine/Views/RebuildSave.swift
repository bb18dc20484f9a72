import DealtrailLog
import DealtrailModel

/// What a rebuild has saved of itself: how far it has come, and where in its files the states lie.
///
/// It is committed when the files are on disk, so it never speaks of what is not there.
struct RebuildSave: Hashable, Sendable, Codable {
    /// The views that are built in one walk, in order.
    let walk: [ViewIdentity]
    /// For each view, the positions before ``position`` that it has passed over, ascending.
    var skips: [[UInt64]]
    /// What the log makes of a fixed name: keys are found by hashes, and another key hashes otherwise.
    let probe: UInt64
    /// For each thread, where in its file the keys of each save lie, in order.
    var segments: [[FoldPass.Segment]]
    /// How many events have been folded.
    var position: UInt64
    /// The log as it was seen.
    var checkpoint: ViewCheckpoint

    /// What was saved cannot be gone on from; the walk begins anew.
    struct Unusable: Error {}

    enum CodingKeys: Int, CodingKey {
        case walk = 1
        case skips = 2
        case probe = 3
        case segments = 4
        case position = 5
        case checkpoint = 6
    }

    /// A walk that has not begun.
    init(_ walk: [ViewIdentity], _ log: any EventLog, threads: Int, _ checkpoint: ViewCheckpoint) {
        self.walk = walk
        skips = walk.map { _ in [] }
        probe = Self.probe(log)
        segments = Array(repeating: [], count: max(1, min(threads, 64)))
        position = 0
        self.checkpoint = checkpoint
    }

    /// Whether a walk of these views over this log may go on from here.
    ///
    /// - Throws: `LogError`.
    func fits(_ walk: [ViewIdentity], _ skips: [Set<UInt64>], _ log: any EventLog, _ sight: LogSight) throws -> Bool {
        try self.walk == walk && probe == Self.probe(log) && (1...64).contains(segments.count)
            && self.skips == Self.skips(skips, before: position) && position <= sight.size
            && sight.objection(to: checkpoint, log) == nil
    }

    /// Which of the positions lie before another, ascending.
    static func skips(_ skips: [Set<UInt64>], before position: UInt64) -> [[UInt64]] {
        skips.map { $0.filter { $0 < position }.sorted() }
    }

    private static func probe(_ log: any EventLog) -> UInt64 { log.hasher.hash("probe", as: .stream) }
}
