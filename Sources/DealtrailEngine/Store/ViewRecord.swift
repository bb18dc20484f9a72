import DealtrailModel

/// What the store knows about one view: which of its two tables is live, and which is being built.
struct ViewRecord: Hashable, Sendable, Codable {
    /// One of the two tables of a view.
    enum Side: UInt8, Hashable, Sendable, Codable {
        case first = 0
        case second = 1

        var other: Side { self == .first ? .second : .first }
    }

    /// A table that is being built.
    struct Build: Hashable, Sendable, Codable {
        /// Which build it is: the number of the commit that began it.
        let token: UInt64
        let side: Side
        /// `nil` until all states are there.
        var checkpoint: ViewCheckpoint?
        /// From where it goes on when it is killed; `nil` until it has saved itself.
        var saved: RebuildSave?

        enum CodingKeys: Int, CodingKey {
            case token = 1
            case side = 2
            case checkpoint = 3
            case saved = 4
        }
    }

    let identity: ViewIdentity
    var side = Side.first
    /// `nil` until the view has been built.
    var checkpoint: ViewCheckpoint?
    var build: Build?
    /// The event at which the view stands still; `nil` while it goes on.
    var fault: ViewFault?
    /// The positions before the checkpoint that the view has passed over, ascending; `nil` for none.
    var skips: [UInt64]?

    init(_ identity: ViewIdentity) {
        self.identity = identity
    }

    enum CodingKeys: Int, CodingKey {
        case identity = 1
        case side = 2
        case checkpoint = 3
        case build = 4
        case fault = 5
        case skips = 6
    }

    /// Says how far the view has come, and what it has passed over on the way.
    mutating func advance(to checkpoint: ViewCheckpoint, skipping skips: Set<UInt64>) {
        self.checkpoint = checkpoint
        let passed = skips.filter { $0 < checkpoint.position }.sorted()
        self.skips = passed.isEmpty ? nil : passed
        fault = nil
    }

    /// Whether the states were folded without exactly those of these events that come before the checkpoint.
    func hasSkipped(_ skips: Set<UInt64>) -> Bool {
        guard let checkpoint else { return true }
        return self.skips ?? [] == skips.filter { $0 < checkpoint.position }.sorted()
    }

    func table(_ side: Side) -> String { "\(identity)/\(side.rawValue)" }
}

/// Which table of a view is meant.
enum ViewPlace: Hashable, Sendable {
    case live
    /// The one that the build with this token writes.
    case build(UInt64)

    /// Its side and checkpoint.
    ///
    /// - Throws: ``EngineError`` (`superseded`) when another build began.
    func find(in record: ViewRecord) throws(EngineError) -> (side: ViewRecord.Side, checkpoint: ViewCheckpoint?) {
        guard case .build(let token) = self else { return (record.side, record.checkpoint) }
        guard let build = record.build, build.token == token else {
            throw EngineError(.superseded, "\(record.identity)")
        }
        return (build.side, build.checkpoint)
    }
}
