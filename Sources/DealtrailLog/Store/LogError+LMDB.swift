import DealtrailLMDB

extension LogError {
    /// The meaning of a store's failure for a log.
    init(_ error: LMDBError) {
        let code: Code =
            switch error.code {
            case .mapFull: .mapFull
            case .noSpace, .fileTooLarge: .diskFull
            case .truncated: .truncated
            // Only a table that must be there is reported as not found; a key that is not there is no error.
            case .corrupted, .pageNotFound, .notFound, .incompatible: .corrupted
            case .notADatabase: .notATrail
            case .versionMismatch: .newerFormat
            case .noSuchFile: .notFound
            case .closed: .closed
            default: .system
            }
        self.init(error.isOutcomeUnknown && code != .diskFull ? .unknownOutcome : code, "\(error)")
    }
}

/// Runs a body of store calls and turns their failures into those of a log.
func translating<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as LMDBError {
        throw LogError(error)
    }
}
