public import DealtrailModel
public import DealtrailSales

/// What counts as an action, and by which clock (`docs/features.md` row 46).
public struct ActionDefinition: Codable, Hashable, Sendable {
    /// By which clock the hour of an action is read.
    public enum Clock: Hashable, Sendable {
        /// That of the author: the offset from UTC with which he stated the time.
        case entered
        /// That of one place.
        case offset(UTCOffset)
    }

    /// The kinds of events; empty for every kind but refusals.
    public var kinds: [EventKind]
    /// The beginning of the period, which belongs to it; `nil` for none.
    public var from: Timestamp?
    /// The end of the period, which does not belong to it; `nil` for none.
    public var until: Timestamp?
    /// By which clock the hour is read.
    public var clock: Clock

    /// Creates a definition.
    public init(kinds: [EventKind] = [], from: Timestamp? = nil, until: Timestamp? = nil, clock: Clock = .entered) {
        self.kinds = kinds.sorted()
        self.from = from
        self.until = until
        self.clock = clock
    }

    /// A time by the clock of the definition; `nil` when it is not known.
    func local(_ occurredAt: OccurredAt) -> ZonedTime? {
        guard let stated = occurredAt.time else { return nil }
        return switch clock {
        case .entered: stated
        case .offset(let offset): ZonedTime(stated.instant, offsetMinutes: Int16(offset.minutes))
        }
    }

    /// Every kind, all times, by the clocks of the authors.
    public static let standard = ActionDefinition()
}

extension ActionDefinition.Clock: Codable {
    /// `entered`, or an offset such as `+08:00`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .entered: try container.encode("entered")
        case .offset(let offset): try container.encode(offset.description)
        }
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        if text == "entered" {
            self = .entered
        } else if let offset = UTCOffset(text) {
            self = .offset(offset)
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is no clock")
        }
    }
}
