/// An instant: nanoseconds since 1970-01-01T00:00:00Z, without leap seconds, from the year 1678 to 2261.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since the Unix epoch; negative before it.
    public let nanoseconds: Int64

    /// Creates an instant.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Creates an instant from whole seconds, or `nil` outside the range.
    public init?(seconds: Int64) {
        let (value, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return nil }
        self.init(nanoseconds: value)
    }

    /// Earlier comes first.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The instant `duration` later, held at the ends of the range.
    public func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let sum = Int128(nanoseconds) + Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
        // The lowest value means "unknown" in a record.
        return Timestamp(nanoseconds: Int64(min(max(sum, Int128(Int64.min) + 1), Int128(Int64.max))))
    }

    /// How long after `earlier` this instant is; negative when it is before.
    public func duration(since earlier: Timestamp) -> Duration {
        let difference = Int128(nanoseconds) - Int128(earlier.nanoseconds)
        let (seconds, rest) = difference.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Duration(secondsComponent: Int64(seconds), attosecondsComponent: Int64(rest) * 1_000_000_000)
    }
}

extension Timestamp: Codable {
    /// Nanoseconds in CBOR, RFC 3339 text with `Z` in JSON.
    public func encode(to encoder: any Encoder) throws {
        if let canonical = encoder as? CBOREncoderBox {
            canonical.write(nanoseconds)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` for text that is not an RFC 3339 time with an offset.
    public init(from decoder: any Decoder) throws {
        if let canonical = decoder as? CBORDecoderBox {
            self.init(nanoseconds: try canonical.readInteger())
            return
        }
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = ZonedTime(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "\"\(text)\" is not an RFC 3339 time with an offset, such as 2026-02-15T09:30:00+08:00")
        }
        self = time.instant
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with as many decimals of a second as are not zero.
    public var description: String {
        ZonedTime(self, offsetMinutes: 0).description
    }
}
