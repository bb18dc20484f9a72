public import DealtrailModel

extension CountRule {
    /// Since when there are enough, and until when there will be while nothing else happens.
    public struct Reached: Hashable, Sendable {
        /// The event with which there were enough.
        public let event: Occurrence
        /// The events that count, in order.
        public let counted: [Occurrence]
        /// The first instant at which there are no longer enough; `nil` for never.
        public let until: Timestamp?
    }

    /// Since when there are enough; `nil` when there are not.
    ///
    /// - Parameters:
    ///   - occurrences: What happened, in order; what happened after `now` is left out.
    ///   - now: The instant.
    ///   - book: The meanings and calendars.
    /// - Complexity: O(occurrences × patterns + occurrences × days of the window).
    public func reached(_ occurrences: [Occurrence], at now: Timestamp, in book: RuleBook) -> Reached? {
        let patterns = book.resolve(of)
        let resetting = book.resolve(resetBy)
        let days = book.calendar(calendar)
        var counted: [(occurrence: Occurrence, end: Timestamp?)] = []
        var reached: Occurrence?
        func drop(at instant: Timestamp) {
            counted.removeAll { $0.end.map { $0 <= instant } ?? false }
            if counted.count < atLeast { reached = nil }
        }
        for occurrence in occurrences where occurrence.at <= now {
            if resetting.contains(where: { $0.matches(occurrence) }) {
                counted = []
                reached = nil
            } else if patterns.contains(where: { $0.matches(occurrence) }) {
                drop(at: occurrence.at)
                counted.append((occurrence, within.flatMap { days.instant($0, after: occurrence.at) }))
                if reached == nil, counted.count >= atLeast { reached = occurrence }
            }
        }
        drop(at: now)
        guard let reached else { return nil }
        // Enough remain until so many have gone that one more is too many.
        let ends = counted.compactMap(\.end).sorted()
        let spare = counted.count - atLeast
        return Reached(
            event: reached, counted: counted.map(\.occurrence), until: spare < ends.count ? ends[spare] : nil)
    }
}
