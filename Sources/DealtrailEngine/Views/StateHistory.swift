public import DealtrailModel

/// The events of one key, held in memory, and the states that they came to.
public struct StateHistory<View: Projection>: Sendable {
    private let events: KeyHistory<View>.Reading
    private let history: KeyHistory<View>
    private let named: @Sendable (any Error) -> any Error

    init(
        _ events: KeyHistory<View>.Reading, of history: KeyHistory<View>,
        named: @escaping @Sendable (any Error) -> any Error
    ) {
        self.events = events
        self.history = history
        self.named = named
    }

    /// The instants at which something happened, ascending, each once; between two of them the state is the same.
    ///
    /// - Complexity: O(events of the key).
    public var instants: [Timestamp] {
        events.sorted.reduce(into: []) { instants, index in
            let instant = Timestamp(nanoseconds: events.held[index].occurred)
            if instant.nanoseconds != .min, instants.last != instant { instants.append(instant) }
        }
    }

    /// The states after all that had happened by some instants.
    ///
    /// - Parameter instants: The instants, ascending; what happened at one is taken in.
    /// - Returns: A state for each instant; `nil` where nothing with a known time had happened. Undated events, where they
    ///   are folded, come before all others.
    /// - Throws: ``ViewFault`` for an event that the view cannot fold.
    /// - Complexity: O(events of the key + instants).
    public func states(at instants: [Timestamp]) throws -> [View.State?] {
        do {
            return try history.fold(events, at: instants)
        } catch {
            throw named(error)
        }
    }
}
