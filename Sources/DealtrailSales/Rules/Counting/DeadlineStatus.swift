public import DealtrailModel

/// How a deadline stands.
public struct DeadlineStatus: Hashable, Sendable {
    /// Where it is in its life.
    public enum Phase: String, Codable, Hashable, Sendable {
        /// The rule does not concern this tier or band.
        case notConcerned = "not-concerned"
        /// Nothing has started it, or what was to happen has happened.
        case idle
        /// It runs.
        case running
        /// It runs, and the warning before its end is due.
        case warned
        /// The due time has passed, and the grace has not.
        case inGrace = "in-grace"
        /// It was missed.
        case missed
    }

    /// Where it is in its life.
    public let phase: Phase
    /// The event that started or last reset it; of an idle one the event that ended it.
    public let event: EventID?
    /// By when it is to happen; `nil` when it does not run.
    public let due: Timestamp?
    /// From when on it counts as missed: the due time and the grace; `nil` when it does not run.
    public let missedFrom: Timestamp?
    /// The rungs of the ladder that have been reached, with their times.
    public let rungs: [Rung]

    /// A rung with its time.
    public struct Rung: Hashable, Sendable {
        /// From when on.
        public let from: Timestamp
        /// Who is told, superiors by their roles.
        public let notify: [RoleName]

        /// States a rung.
        public init(from: Timestamp, notify: [RoleName]) {
            self.from = from
            self.notify = notify
        }
    }
}
