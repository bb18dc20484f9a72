/// When something happened, as its author says: a time with its offset, or not known.
///
/// Unknown is a statement of its own. Folds place it before every known time (DESIGN section 6).
public enum OccurredAt: Hashable, Sendable {
    /// At this time.
    case at(ZonedTime)
    /// Nobody recorded when.
    case unknown

    /// At an instant, stated in UTC.
    public static func at(_ instant: Timestamp) -> OccurredAt { .at(ZonedTime(instant)) }

    /// The time, when known.
    public var time: ZonedTime? {
        if case .at(let time) = self { time } else { nil }
    }
}
