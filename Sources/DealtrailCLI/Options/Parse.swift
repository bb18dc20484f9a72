import ArgumentParser
import Dealtrail

/// Values as they are written on the command line.
enum Parse {
    /// A time with its offset.
    static func time(_ text: String) throws -> Timestamp { try zonedTime(text).instant }

    /// A time with its offset, which is kept.
    static func zonedTime(_ text: String) throws -> ZonedTime {
        guard let time = ZonedTime(rfc3339: text) else { throw ValidationError("\"\(text)\" is not \(exampleTime)") }
        return time
    }

    /// A span of whole days.
    static func period(_ text: String) throws -> ReportPeriod {
        guard let period = ReportPeriod(text) else {
            throw ValidationError("\"\(text)\" is no period: \(ReportPeriod.form)")
        }
        return period
    }

    /// A day of the calendar.
    static func date(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(text) else { throw ValidationError("\"\(text)\" is no day such as 2026-03-31") }
        return date
    }

    /// An offset from UTC.
    static func offset(_ text: String) throws -> UTCOffset {
        guard let offset = UTCOffset(text) else { throw ValidationError("\"\(text)\" is not \(UTCOffset.form)") }
        return offset
    }

    /// A decimal number.
    static func decimal(_ text: String) throws -> ScaledDecimal {
        guard let number = ScaledDecimal(text) else {
            throw ValidationError("\"\(text)\" is not a decimal number, such as 2.5")
        }
        return number
    }

    /// A count of at least one.
    static func count(_ text: String) throws -> Int {
        guard let number = Int(text), number >= 1 else {
            throw ValidationError("\"\(text)\" is not a whole number of at least 1")
        }
        return number
    }

    /// A name: a stream, tag, kind or identifier.
    static func name<Value: Name>(_ text: String) throws -> Value {
        let name = Value(rawValue: text)
        guard name.isValid else {
            throw ValidationError("\"\(text)\" is not a name: 1 to 255 bytes without control characters")
        }
        return name
    }

    /// The name of a log.
    static func origin(_ text: String) throws -> String {
        guard TrailLog.isOrigin(text) else {
            throw ValidationError(
                "\"\(text)\" is not an origin: 1 to 255 bytes without spaces, plus signs and control characters")
        }
        return text
    }

    /// Bytes: a whole number, or one with K, M, G or T (powers of 1,024) behind it.
    static func bytes(_ text: String) throws -> Int {
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
        let shift = text.last.flatMap { units[Character($0.uppercased())] } ?? 0
        guard let number = Int(shift == 0 ? text[...] : text.dropLast()), number > 0,
            number <= Int.max >> shift, number << shift <= 1 << 46
        else { throw ValidationError("\"\(text)\" is not a size, such as 512M or 64G, of at most 64T") }
        return number << shift
    }

    /// One of a few words.
    static func choice<Value: RawRepresentable<String> & CaseIterable>(_ text: String) throws -> Value {
        guard let value = Value(rawValue: text) else {
            throw ValidationError("\"\(text)\" is none of \(words(Value.self).joined(separator: ", "))")
        }
        return value
    }

    /// The words of a choice.
    static func words<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type) -> [String] {
        Value.allCases.map(\.rawValue)
    }

    /// What a time looks like.
    static let exampleTime = "an RFC 3339 time with an offset, such as 2026-03-31T23:59:59+08:00"
}
