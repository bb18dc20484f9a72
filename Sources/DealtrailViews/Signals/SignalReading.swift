import DealtrailModel
import DealtrailSales

/// What a signal came to for a customer at a time (`docs/health.md` has the table).
struct SignalReading {
    /// What was measured; `nil` where nothing of the kind had ever happened, which is not zero.
    var value: ScaledDecimal?
    /// The events behind it, in the order in which they happened.
    var events: [EventMark] = []

    /// A count of events.
    init(_ marks: [CustomerSignals.Mark], known: Bool) {
        value = known ? ScaledDecimal(mantissa: Int64(marks.count)) : nil
        events = marks.map(\.mark)
    }

    init(_ value: ScaledDecimal?, _ marks: [CustomerSignals.Mark]) {
        self.value = value
        events = marks.map(\.mark)
    }
}

/// What had happened to a customer by a time, and what of it lies within trailing days.
struct SignalWindow {
    /// The time.
    let time: Timestamp
    /// After which instant it counts, in nanoseconds; that instant itself has left.
    private let start: Int128
    /// All that had happened by the time, in order.
    let known: ArraySlice<CustomerSignals.Mark>

    /// - Complexity: O(log marks).
    init(_ state: CustomerSignals.State?, at time: Timestamp, over days: Int) {
        self.time = time
        start = Int128(time.nanoseconds) - Int128(days) * Int128(Distribution.day)
        let marks = state?.marks ?? []
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = low + (high - low) / 2
            if marks[middle].at <= time { low = middle + 1 } else { high = middle }
        }
        known = marks[..<low]
    }

    /// Whether it happened within the trailing days: after their start, and no later than the time.
    func holds(_ mark: CustomerSignals.Mark) -> Bool { Int128(mark.at.nanoseconds) > start }

    /// Whether something was due within them and its time is over: strictly after it.
    func isOver(_ due: Int64) -> Bool { Int128(due) > start && due < time.nanoseconds }

    /// What of these letters had happened within the trailing days.
    func marks(_ letters: CustomerSignals.Letter...) -> [CustomerSignals.Mark] {
        known.filter { letters.contains($0.letter) && holds($0) }
    }

    /// Whether something of these letters ever happened.
    func knows(_ letters: CustomerSignals.Letter...) -> Bool { known.contains { letters.contains($0.letter) } }
}

extension CustomerSignals.Mark {
    var mark: EventMark { EventMark(position: position, id: id, occurredAt: at) }
}
