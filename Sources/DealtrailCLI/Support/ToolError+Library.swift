import Dealtrail
import DealtrailAudit
import DealtrailImport
import DealtrailLMDB
import DealtrailPolicy
import DealtrailReactions
import Foundation

extension ToolError {
    /// What a failure of the library means for whoever called the tool.
    init(_ error: any Error) {
        switch error {
        case let error as ToolError: self = error
        case let error as LogError: self.init(Self.status(error.code), error.description)
        case let error as EventError:
            self.init(error.code == .newerVersion ? .newerFormat : .damaged, error.description)
        case let error as AppendError: self.init(error.code == .clock ? .system : .refused, error.description)
        case let error as EngineError: self.init(Self.status(error.code), error.description)
        case let error as ViewFault: self.init(.viewFaulted, error.description)
        case let error as ViewFaults: self.init(.viewFaulted, error.description)
        case let error as ImportError: self.init(error.code == .refused ? .refused : .usage, error.description)
        case let error as MappingError: self.init(.usage, error.description)
        case let error as PolicyError: self.init(.usage, error.description)
        case let error as ReportError: self.init(.usage, error.description)
        case let error as OutboxError: self.init(Self.status(error.code), error.description)
        case let error as Refusal: self.init(.refused, error.description)
        case let error as LMDBError: self.init(Self.status(error.code), "\(error)")
        case let error as CBORError:
            self.init(.damaged, "an event does not read: \(error); run `dealtrail verify`, then restore a backup")
        case let error as TickError: self.init(.refused, error.description)
        case is TrustError, is ProofError, is FormatError:
            self.init(ExitStatus(rawValue: AuditStatus(error).rawValue) ?? .internal, "\(error)")
        case let error as KeyFileError: self.init(Self.status(error.code), error.description)
        case let error as SubjectKeyError: self.init(Self.status(error.code), error.description)
        case let error as CheckpointError: self.init(Self.status(error.code), error.description)
        case let error as CocoaError: self.init(.system, error.localizedDescription)
        case is CancellationError: self.init(.system, "interrupted")
        default: self.init(.internal, "internal error, please report it: \(error)")
        }
    }

    private static func status(_ code: LogError.Code) -> ExitStatus {
        switch code {
        case .notFound, .notATrail: .notFound
        case .exists: .refused
        case .newerFormat: .newerFormat
        case .truncated, .corrupted, .indexMismatch: .damaged
        case .mapFull, .diskFull: .full
        case .unknownOutcome, .closed, .system: .system
        }
    }

    private static func status(_ code: KeyFileError.Code) -> ExitStatus {
        switch code {
        case .missing: .keyMissing
        case .exposed: .keyExposed
        case .exists: .refused
        case .system: .system
        }
    }

    private static func status(_ code: SubjectKeyError.Code) -> ExitStatus {
        switch code {
        case .exposed: .keyExposed
        case .otherLog: .keyOfOther
        case .newerFormat: .newerFormat
        case .damaged: .damaged
        case .otherSubject: .refused
        case .invalidSubject: .usage
        case .system: .system
        }
    }

    private static func status(_ code: CheckpointError.Code) -> ExitStatus {
        switch code {
        case .behind: .historyChanged
        case .otherKey: .refused
        case .none, .withoutHeads: .notFound
        }
    }

    private static func status(_ code: OutboxError.Code) -> ExitStatus {
        switch code {
        case .busy, .restored: .refused
        case .noDeadLetter: .notFound
        case .configuration: .usage
        }
    }

    private static func status(_ code: EngineError.Code) -> ExitStatus {
        switch code {
        case .rulesUnavailable, .damagedView, .corruptedEvent: .damaged
        case .unknownView: .usage
        case .superseded, .keyLimit, .rebuildRunning, .notFaulted, .notSkippable, .viewInUse: .refused
        case .waitTimedOut: .system
        case .spillFailed: .full
        case .invalidView: .internal
        }
    }

    private static func status(_ code: LMDBError.Code) -> ExitStatus {
        switch code {
        case .mapFull, .noSpace, .fileTooLarge: .full
        case .truncated, .corrupted, .pageNotFound: .damaged
        default: .system
        }
    }
}
