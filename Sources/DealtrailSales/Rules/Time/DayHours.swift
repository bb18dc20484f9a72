/// The hours of a day in which work is done: `09:00-18:00`, from the first, inclusive, to the second, exclusive.
public struct DayHours: TextLeaf {
    /// Minutes from midnight to the opening.
    public let open: Int
    /// Minutes from midnight to the close, at most 1,440.
    public let close: Int

    /// The whole day.
    public static let wholeDay = DayHours(uncheckedOpen: 0, close: 1_440)

    private init(uncheckedOpen open: Int, close: Int) {
        self.open = open
        self.close = close
    }

    /// Creates hours; `nil` unless they open before they close, within a day.
    public init?(open: Int, close: Int) {
        guard 0 <= open, open < close, close <= 1_440 else { return nil }
        self.init(uncheckedOpen: open, close: close)
    }

    /// Reads `HH:MM-HH:MM`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let open = TimeOfDay(String(parts[0])), let close = TimeOfDay(String(parts[1])) else {
            return nil
        }
        self.init(open: open.minutes, close: close.minutes)
    }

    /// Such as `09:00-18:00`.
    public var description: String { "\(TimeOfDay(minutes: open))-\(TimeOfDay(minutes: close))" }
    /// For messages.
    public static let form = "hours that open before they close, such as 09:00-18:00"
    /// For the schema.
    public static let pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
}
