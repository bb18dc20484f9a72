public import DealtrailProof

/// A file that an auditor was given.
public enum AuditFile: Hashable, Sendable {
    /// One event.
    case event(EventProof)
    /// One event that its author signed, with the history of his keys.
    case signedEvent(SignedEventProof)
    /// All events of a stream.
    case history(HistoryProof)
    /// That the log only grew.
    case growth(GrowthProof)
    /// A checkpoint alone.
    case checkpoint(SignedCheckpoint)

    /// Reads a file; its first line says what it is.
    ///
    /// - Throws: `FormatError` with the line.
    /// - Complexity: O(*n*) in the length of the file.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        let first = String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
        switch first {
        case EventProof.header: self = .event(try EventProof(bytes))
        case SignedEventProof.header: self = .signedEvent(try SignedEventProof(bytes))
        case HistoryProof.header: self = .history(try HistoryProof(bytes))
        case GrowthProof.header: self = .growth(try GrowthProof(bytes))
        default:
            guard !first.hasPrefix("c2sp.org/"), !first.hasPrefix("dealtrail/") else {
                throw FormatError(
                    .proof, line: 1, "\"\(first.prefix(64))\" is a format that this version does not read")
            }
            self = .checkpoint(try SignedCheckpoint(bytes))
        }
    }

    /// The checkpoint that the file ends with.
    public var checkpoint: SignedCheckpoint {
        switch self {
        case .event(let proof): proof.checkpoint
        case .signedEvent(let proof): proof.checkpoint
        case .history(let proof): proof.checkpoint
        case .growth(let proof): proof.checkpoint
        case .checkpoint(let signed): signed
        }
    }
}
