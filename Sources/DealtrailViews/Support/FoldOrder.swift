public import DealtrailModel

/// The order in which a fold meets events: by the time at which they happened, unknown times first, then by position.
public struct FoldOrder: Hashable, Comparable, Sendable {
    private let occurred: Int64
    private let position: UInt64

    /// The order of an event.
    public init(_ event: RecordedEvent) {
        occurred = event.occurredAt.time?.instant.nanoseconds ?? .min
        position = event.position
    }

    /// The order of a marked event.
    public init(_ mark: EventMark) {
        occurred = mark.occurredAt?.nanoseconds ?? .min
        position = mark.position
    }

    /// Earlier comes first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.occurred, left.position) < (right.occurred, right.position)
    }
}
