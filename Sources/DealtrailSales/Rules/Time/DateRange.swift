public import DealtrailModel

/// Days in a row, both ends included: `2026-05-01` or `2026-02-15..2026-02-23`.
public struct DateRange: TextLeaf {
    /// The first day.
    public let first: CivilDate
    /// The last day.
    public let last: CivilDate

    /// Creates a range; `nil` when it ends before it begins.
    public init?(_ first: CivilDate, _ last: CivilDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// One day.
    public init(_ day: CivilDate) { (first, last) = (day, day) }

    /// Reads `YYYY-MM-DD` or `YYYY-MM-DD..YYYY-MM-DD`.
    public init?(_ text: String) {
        if let day = CivilDate(text) {
            self.init(day)
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count == 22, bytes[10] == 0x2e, bytes[11] == 0x2e, let first = CivilDate(text.prefix(10)),
            let last = CivilDate(text.suffix(10))
        else { return nil }
        self.init(first, last)
    }

    /// Whether a day lies in it.
    public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

    /// Such as `2026-02-15..2026-02-23`.
    public var description: String { first == last ? first.description : "\(first)..\(last)" }
    /// For messages.
    public static let form = "a day or days in a row, such as 2026-05-01 or 2026-02-15..2026-02-23"
    /// For the schema.
    public static let pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([.]{2}[0-9]{4}-[0-9]{2}-[0-9]{2})?$"
}
