import DealtrailProof

/// What a check ends with, as exit codes of `dealtrail check` and `dealtrail-check` (`docs/cli.md`, "Exit codes").
public enum AuditStatus: Int32, CaseIterable, Sendable {
    /// Proved.
    case proved = 0
    /// The file, the key, the policy or the command cannot be read.
    case unreadable = 2
    /// The operating system refused something.
    case system = 8
    /// There is no such key file.
    case keyMissing = 9
    /// The key that is to sign is that of another log.
    case keyOfOther = 11
    /// The file is of another log than the one whose key was given.
    case otherLog = 12
    /// The file proves nothing: a signature, a hash or an event was forged, left out or put elsewhere.
    case notProved = 13
    /// The log was rolled back or forked: it does not continue a checkpoint that is known.
    case historyChanged = 14
    /// Fewer witnesses have cosigned than the policy demands.
    case tooFewWitnesses = 15
    /// A defect of the tool.
    case `internal` = 70

    /// What a failure of a check means.
    public init(_ error: any Error) {
        switch error {
        case let error as TrustError: self.init(error.code)
        case is ProofError: self = .notProved
        case let error as FormatError: self = error.document == .keyFile ? .keyMissing : .unreadable
        default: self = .internal
        }
    }

    private init(_ code: TrustError.Code) {
        self =
            switch code {
            case .otherOrigin: .otherLog
            case .keyOfOther: .keyOfOther
            case .rolledBack, .forked: .historyChanged
            case .tooFewWitnesses: .tooFewWitnesses
            case .unsigned, .forgedSignature, .mismatch, .incomplete: .notProved
            }
    }
}
