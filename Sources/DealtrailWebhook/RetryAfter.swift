import Dealtrail
import Foundation

/// The header `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.
enum RetryAfter {
    /// The longest wait that a receiver gets, in seconds: what is asked beyond is a mistake or worse.
    static let longest: Int64 = 86_400

    /// How long to wait; `nil` for what is neither.
    static func duration(_ value: String, at now: Timestamp) -> Duration? {
        let text = value.trimmingCharacters(in: .whitespaces)
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .seconds(min(Int64(text) ?? longest, longest))
        }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = format.date(from: text), let end = Timestamp(seconds: Int64(date.timeIntervalSince1970)) else {
            return nil
        }
        return min(max(end.duration(since: now), .zero), .seconds(longest))
    }
}
