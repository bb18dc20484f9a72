import DealtrailModel
import DealtrailSales

/// Events and instants that tests of rules share.
enum RuleSamples {
    static let version = "v7"

    static func id(_ number: UInt64) -> EventID { EventID(high: 7, low: number) }

    /// An instant, with so many nanoseconds more.
    static func at(_ text: String, _ nanoseconds: Int64 = 0) -> Timestamp {
        let time = ZonedTime(rfc3339: text)?.instant ?? Timestamp(nanoseconds: 0)
        return Timestamp(nanoseconds: time.nanoseconds + nanoseconds)
    }

    static func event(
        _ kind: EventKind, _ number: UInt64, at text: String, evidenced: Bool = false, stated: String? = nil
    ) -> Occurrence {
        Occurrence(kind, id: id(number), at: at(text), isEvidenced: evidenced, stated: stated.map { at($0) })
    }
}
