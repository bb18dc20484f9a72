public import DealtrailModel

/// What an answer is an answer for: how much of the log it saw, and the time that it speaks of.
///
/// Every report prints it, so that two reports that differ can be told apart by it.
public struct AnswerStamp: Codable, Hashable, Sendable {
    /// Which events were taken in.
    public enum Axis: String, Codable, Hashable, Sendable, CaseIterable {
        /// All up to the position.
        case head
        /// Those that had been recorded by the time.
        case known
        /// Those that had occurred by the time; undated ones are counted apart.
        case effective
    }

    /// The last position that was looked at; `nil` for an empty log.
    public let position: UInt64?
    /// Which events were taken in.
    public let axis: Axis
    /// The time that the answer speaks of: what is still running is measured up to it.
    public let time: Timestamp
    /// How many events that concern the answer were left out because nobody recorded when they happened; `nil` unless what
    /// had occurred by a time was asked for.
    public let undated: UInt64?
    /// How many events the view passes over because it cannot fold them, as somebody decided; `nil` for none.
    public let skipped: UInt64?

    /// Creates a stamp.
    public init(
        position: UInt64?, axis: Axis = .head, time: Timestamp, undated: UInt64? = nil, skipped: UInt64? = nil
    ) {
        self.position = position
        self.axis = axis
        self.time = time
        self.undated = undated
        self.skipped = skipped
    }

    /// The same for another time, if there is one.
    public func speaking(of time: Timestamp?) -> AnswerStamp {
        AnswerStamp(position: position, axis: axis, time: time ?? self.time, undated: undated, skipped: skipped)
    }

    /// The same with a count of undated events, if what had occurred by a time was asked for.
    public func leavingOut(undated: Int) -> AnswerStamp {
        guard axis == .effective else { return self }
        return AnswerStamp(
            position: position, axis: axis, time: time, undated: UInt64(max(0, undated)), skipped: skipped)
    }

    /// The same for an answer that rests on a second view as well, with what that one leaves out.
    ///
    /// An event that both leave out counts twice.
    package func joined(with other: AnswerStamp) -> AnswerStamp {
        leavingOut(undated: Int(clamping: (undated ?? 0) + (other.undated ?? 0)))
            .passingOver(Int(clamping: (skipped ?? 0) + (other.skipped ?? 0)))
    }

    /// The same with a count of events that the view passes over.
    public func passingOver(_ skipped: Int) -> AnswerStamp {
        AnswerStamp(
            position: position, axis: axis, time: time, undated: undated,
            skipped: skipped > 0 ? UInt64(skipped) : nil)
    }
}
