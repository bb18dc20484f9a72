internal import DealtrailModel
internal import Foundation

/// The zone of times that state no offset themselves.
enum MappingZone: Hashable, Sendable {
    /// Minutes east of UTC.
    case offset(Int16)
    /// A zone of the IANA database, such as `Europe/Amsterdam`.
    case named(TimeZone)

    /// Reads `UTC`, `Z`, `+08:00` or a name of the IANA database; `nil` for anything else.
    init?(_ text: String) {
        if text == "UTC" || text == "Z" {
            self = .offset(0)
        } else if text.hasPrefix("+") || text.hasPrefix("-") {
            guard let time = ZonedTime(rfc3339: "2000-01-01T00:00:00\(text)") else { return nil }
            self = .offset(time.offsetMinutes)
        } else {
            guard text.contains("/"), let zone = TimeZone(identifier: text) else { return nil }
            self = .named(zone)
        }
    }

    /// The instant of a local time, given in seconds since 1970 as if it were UTC.
    ///
    /// Where clocks go back and a local time occurs twice, the first of the two is taken; where they go forward and it
    /// does not occur, there is none.
    func time(localSeconds: Int64, nanoseconds: Int64) -> ZonedTime? {
        switch self {
        case .offset(let minutes):
            return Self.time(localSeconds, nanoseconds, offsetSeconds: Int64(minutes) * 60)
        case .named(let zone):
            // Offsets change by less than a day, so the two around the time are the only candidates.
            let around = [-86_400, 86_400].map { Int64(zone.secondsFromGMT(for: Self.date(localSeconds + $0))) }
            let offsets = around.filter { Int64(zone.secondsFromGMT(for: Self.date(localSeconds - $0))) == $0 }
            guard let offset = offsets.max() else { return nil }
            return Self.time(localSeconds, nanoseconds, offsetSeconds: offset)
        }
    }

    private static func date(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }

    private static func time(_ localSeconds: Int64, _ nanoseconds: Int64, offsetSeconds: Int64) -> ZonedTime? {
        guard offsetSeconds % 60 == 0, let whole = Timestamp(seconds: localSeconds - offsetSeconds) else { return nil }
        let (total, overflow) = whole.nanoseconds.addingReportingOverflow(nanoseconds)
        guard !overflow else { return nil }
        return ZonedTime(Timestamp(nanoseconds: total), offsetMinutes: Int16(offsetSeconds / 60))
    }

    /// The offset at an instant, in minutes east of UTC.
    func offsetMinutes(at instant: Timestamp) -> Int16 {
        switch self {
        case .offset(let minutes): minutes
        case .named(let zone): Int16(zone.secondsFromGMT(for: Self.date(instant.nanoseconds / 1_000_000_000)) / 60)
        }
    }
}
