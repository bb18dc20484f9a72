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

        enum CodingKeys: Int, CodingKey {
            case token = 1
            case side = 2
            case checkpoint = 3
        }
    }

    let identity: ViewIdentity
    var side = Side.first
    /// `nil` until the view has been built.
    var checkpoint: ViewCheckpoint?
    var build: Build?

    init(_ identity: ViewIdentity) {
        self.identity = identity
    }

    enum CodingKeys: Int, CodingKey {
        case identity = 1
        case side = 2
        case checkpoint = 3
        case build = 4
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
