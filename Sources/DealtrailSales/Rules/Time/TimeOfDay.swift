/// A time of day, to the minute; `24:00` is the end of the day.
struct TimeOfDay: Hashable, CustomStringConvertible {
    let minutes: Int

    init(minutes: Int) { self.minutes = minutes }

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == 0x3a else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return nil }
        minutes = hour * 60 + minute
    }

    var description: String {
        func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        return "\(pad(minutes / 60)):\(pad(minutes % 60))"
    }
}
