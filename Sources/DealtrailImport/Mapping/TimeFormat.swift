internal import DealtrailModel

/// How a time is written in a file.
enum TimeFormat: Hashable, Sendable {
    /// RFC 3339, with its offset.
    case rfc3339
    /// `YYYY-MM-DD`: the start of that day in the zone.
    case date
    /// Units since 1970-01-01T00:00:00Z; how many of them a second has.
    case unix(perSecond: Int64)
    /// Letters for digits, such as `dd.MM.yyyy HH:mm`.
    case pattern(TimePattern)

    static let names = [
        "rfc3339", "date", "unix", "unix-ms", "unix-us", "unix-ns", "a pattern such as dd.MM.yyyy HH:mm",
    ]

    /// Reads the name of a format or a pattern; `nil` for anything else.
    init?(_ text: String) {
        switch text {
        case "rfc3339": self = .rfc3339
        case "date": self = .date
        case "unix": self = .unix(perSecond: 1)
        case "unix-ms": self = .unix(perSecond: 1_000)
        case "unix-us": self = .unix(perSecond: 1_000_000)
        case "unix-ns": self = .unix(perSecond: 1_000_000_000)
        default:
            guard let pattern = TimePattern(text) else { return nil }
            self = .pattern(pattern)
        }
    }

    /// The time that `text` states; `nil` when it is not written so, or never was in that zone.
    func time(_ text: String, in zone: MappingZone) -> ZonedTime? {
        switch self {
        case .rfc3339: return ZonedTime(rfc3339: text)
        case .date:
            guard let date = CivilDate(text), text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) else { return nil }
            return zone.time(localSeconds: Int64(date.dayNumber) * 86_400, nanoseconds: 0)
        case .unix(let perSecond):
            guard let number = ScaledDecimal(text) else { return nil }
            // A fraction of a second is kept as far as nanoseconds go, and refused beyond.
            guard
                let nanoseconds = number.multiplied(
                    by: ScaledDecimal(mantissa: 1_000_000_000 / perSecond), decimals: 0),
                nanoseconds.divided(by: ScaledDecimal(mantissa: 1_000_000_000 / perSecond), decimals: 9) == number
            else { return nil }
            let instant = Timestamp(nanoseconds: nanoseconds.mantissa)
            return ZonedTime(instant, offsetMinutes: zone.offsetMinutes(at: instant))
        case .pattern(let pattern): return pattern.time(text, in: zone)
        }
    }

    /// The day that `text` states, as written, without a zone; `nil` when it is not written so.
    func day(_ text: String, in zone: MappingZone) -> CivilDate? {
        if case .date = self { return CivilDate(text) }
        return time(text, in: zone)?.date
    }

    /// An example, for messages.
    var example: String {
        switch self {
        case .rfc3339: "2017-06-30T09:30:00+02:00"
        case .date: "2017-06-30"
        case .unix(1): "seconds since 1970"
        case .unix(let perSecond): "units of 1/\(perSecond) s since 1970"
        case .pattern(let pattern): pattern.text
        }
    }
}
