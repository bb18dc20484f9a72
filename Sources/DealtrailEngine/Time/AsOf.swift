public import DealtrailModel

/// A point on either time axis, or on both: what was known, and what had happened.
///
/// Every bound is inclusive. With an effective bound, events whose time is unknown are not folded but counted.
///
/// ```swift
/// AsOf.known(position: 120)                              // what the log said up to position 120
/// AsOf.effective(endOfQuarter)                           // what had happened by then, as known today
/// AsOf(known: .recorded(friday), effective: endOfMonth)  // what was known on Friday of the month
/// ```
public struct AsOf: Hashable, Sendable, Codable {
    /// How far the log had come.
    public enum Known: Hashable, Sendable, Codable {
        /// Up to the event at this position.
        case position(UInt64)
        /// Up to the last event recorded at or before this instant.
        case recorded(Timestamp)
    }

    /// What was known; `nil` for everything.
    public var known: Known?
    /// What had happened by this instant; `nil` for everything, dated or not.
    public var effective: Timestamp?

    /// Creates a point.
    public init(known: Known? = nil, effective: Timestamp? = nil) {
        self.known = known
        self.effective = effective
    }

    /// Everything that is known.
    public static let head = AsOf()
    /// What was known at a position, that event included.
    public static func known(position: UInt64) -> AsOf { AsOf(known: .position(position)) }
    /// What was known at an instant.
    public static func known(at instant: Timestamp) -> AsOf { AsOf(known: .recorded(instant)) }
    /// What had happened by an instant.
    public static func effective(_ instant: Timestamp) -> AsOf { AsOf(effective: instant) }
}

extension AsOf: CustomStringConvertible {
    /// In words, such as "known at position 120, effective 2026-03-31T23:59:59Z".
    public var description: String {
        var parts: [String] = []
        switch known {
        case .position(let position): parts.append("known at position \(position)")
        case .recorded(let instant): parts.append("recorded by \(instant)")
        case nil: break
        }
        if let effective { parts.append("effective \(effective)") }
        return parts.isEmpty ? "now" : parts.joined(separator: ", ")
    }
}

extension AsOf {
    /// The positions to read, of a log of this size.
    func positions(of size: UInt64) -> Range<UInt64> {
        guard case .position(let last) = known, last < size else { return 0..<size }
        return 0..<last + 1
    }

    /// The latest recorded time to read.
    var recordedTo: Timestamp? {
        if case .recorded(let instant) = known { instant } else { nil }
    }

    /// How the effective bound sees an event.
    @inline(__always)
    func sight(_ event: borrowing EventView) -> Sight {
        guard let effective else { return .seen }
        let order = event.occurredOrder
        return order == .min ? .undated : order <= effective.nanoseconds ? .seen : .later
    }

    enum Sight {
        case seen
        case undated
        case later
    }
}
