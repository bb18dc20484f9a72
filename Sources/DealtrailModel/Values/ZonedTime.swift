/// An instant together with the offset from UTC at which it was stated (RFC 3339 section 4).
///
/// The offset is kept because "18:40 at the customer's" and "10:40 UTC" are the same instant but not the same statement.
/// Comparison is by instant, then by offset.
public struct ZonedTime: Hashable, Comparable, Sendable {
    /// The instant.
    public let instant: Timestamp
    /// Minutes east of UTC, -1439 to 1439.
    public let offsetMinutes: Int16

    /// Creates a time; an offset beyond a day is held at the edge.
    public init(_ instant: Timestamp, offsetMinutes: Int16 = 0) {
        self.instant = instant
        self.offsetMinutes = min(max(offsetMinutes, -1439), 1439)
    }

    /// Earlier instants first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.instant, left.offsetMinutes) < (right.instant, right.offsetMinutes)
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)`.
    ///
    /// Up to nine decimals of a second; a lower-case `t` or `z` and a space for the `T` are accepted as RFC 3339 allows.
    /// `nil` for anything else: a missing offset, a day that the month does not have, a leap second.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == 0x2d, bytes[7] == 0x2d, [0x54, 0x74, 0x20].contains(bytes[10]),
            bytes[13] == 0x3a, bytes[16] == 0x3a,
            let year = Self.digits(bytes, 0..<4), let month = Self.digits(bytes, 5..<7),
            let day = Self.digits(bytes, 8..<10), let hour = Self.digits(bytes, 11..<13),
            let minute = Self.digits(bytes, 14..<16), let second = Self.digits(bytes, 17..<19),
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        var index = 19
        var fraction = 0
        if bytes[index] == 0x2e {
            let start = index + 1
            index = start
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
            guard index > start, index - start <= 9, let value = Self.digits(bytes, start..<index) else { return nil }
            fraction = value
            for _ in (index - start)..<9 { fraction *= 10 }
        }
        guard index < bytes.count, let offset = Self.offset(bytes[index...]) else { return nil }
        let local = Int64(date.dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        guard let whole = Timestamp(seconds: local - Int64(offset) * 60) else { return nil }
        let (total, overflow) = whole.nanoseconds.addingReportingOverflow(Int64(fraction))
        guard !overflow else { return nil }
        self.init(Timestamp(nanoseconds: total), offsetMinutes: Int16(offset))
    }

    /// The calendar date at the stated offset.
    public var date: CivilDate { CivilDate(dayNumber: Int(localSeconds.quotient)) }

    /// Seconds since midnight at the stated offset, 0 to 86,399.
    public var secondOfDay: Int { Int(localSeconds.remainder) }

    private var localSeconds: (quotient: Int64, remainder: Int64) {
        let (seconds, _) = instant.nanoseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000_000)
        return (seconds + Int64(offsetMinutes) * 60).flooredQuotientAndRemainder(dividingBy: 86_400)
    }

    private static func digits(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        return value
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        if bytes == [0x5a] || bytes == [0x7a] { return 0 }
        guard bytes.count == 6, bytes[0] == 0x2b || bytes[0] == 0x2d, bytes[3] == 0x3a,
            let hours = digits(bytes, 1..<3), let minutes = digits(bytes, 4..<6), hours < 24, minutes < 60
        else { return nil }
        return (bytes[0] == 0x2d ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension ZonedTime: CustomStringConvertible {
    /// RFC 3339 at the stated offset, with as many decimals of a second as are not zero.
    public var description: String {
        let (_, nanos) = instant.nanoseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000_000)
        let seconds = secondOfDay
        var text = "\(date)T\(Self.pad(seconds / 3_600)):\(Self.pad(seconds / 60 % 60)):\(Self.pad(seconds % 60))"
        if nanos != 0 {
            var fraction = String(nanos)
            fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
            while fraction.hasSuffix("0") { fraction.removeLast() }
            text += ".\(fraction)"
        }
        guard offsetMinutes != 0 else { return text + "Z" }
        let minutes = Int(offsetMinutes.magnitude)
        return text + "\(offsetMinutes < 0 ? "-" : "+")\(Self.pad(minutes / 60)):\(Self.pad(minutes % 60))"
    }

    private static func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension Int64 {
    /// Division that rounds towards negative infinity, so that days before 1970 work like those after.
    func flooredQuotientAndRemainder(dividingBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
