import ArgumentParser
import Dealtrail

/// A moment as it is written on the command line: a position in the log, or a time.
enum Moment {
    case position(UInt64)
    case time(Timestamp)

    /// Reads a moment.
    init(_ text: String) throws {
        if let position = UInt64(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .position(position)
            return
        }
        guard let time = ZonedTime(rfc3339: text) else {
            throw ValidationError("\"\(text)\" is neither a position nor \(Parse.exampleTime)")
        }
        self = .time(time.instant)
    }

    /// What was known up to there; a position beyond the head of the trail is refused.
    ///
    /// - Throws: ``ToolError``.
    func known(in trail: Trail) throws -> AsOf.Known {
        switch self {
        case .position(let position):
            try Self.require(position, in: trail)
            return .position(position)
        case .time(let time): return .recorded(time)
        }
    }

    /// When it was: of a position, when its event happened.
    ///
    /// - Throws: ``ToolError`` when there is no such position, or nobody recorded when its event happened.
    func happened(in trail: Trail) throws -> Timestamp {
        switch self {
        case .time(let time): return time
        case .position(let position):
            try Self.require(position, in: trail)
            guard let time = try trail.event(at: position)?.occurredAt.time?.instant else {
                throw ToolError.usage("nobody recorded when the event at position \(position) happened; name a time")
            }
            return time
        }
    }

    /// Refuses a position beyond the head of the trail.
    static func require(_ position: UInt64, in trail: Trail) throws {
        let size = try trail.head().size
        guard position < size else {
            let head = size == 0 ? "the trail is empty" : "the last one is \(size - 1)"
            throw ToolError(.notFound, "there is no position \(position); \(head)")
        }
    }
}
