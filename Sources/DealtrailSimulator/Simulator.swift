public import DealtrailModel

/// A believable year of a distributor's sales, as commands to be handled one after another (`docs/features.md` section 6).
///
/// The same seed gives the same steps on every machine. The steps suit the rules of `SalesPolicy.standard`: each says
/// whether a rule is going to refuse it. ``stories`` tells what is hidden in them.
///
/// - Complexity: memory O(accounts + opportunities); steps are made as they are asked for.
public struct Simulator: Sequence, Sendable {
    /// What the numbers are drawn from.
    public let seed: UInt64
    /// How many representatives sell; at least 3.
    public let reps: Int
    /// How many days of the calendar it lasts; at least 120, so that all stories have room.
    public let days: Int
    /// The first day.
    public let start: CivilDate
    /// When people work.
    public let calendar: BusinessCalendar

    /// 1 January 2026.
    public static let firstDay = CivilDate(dayNumber: 20_454)

    /// Creates a run; too few representatives or days are raised to the least.
    public init(
        seed: UInt64, reps: Int = 20, days: Int = 365, start: CivilDate = firstDay,
        calendar: BusinessCalendar = .china
    ) {
        self.seed = seed
        self.reps = Swift.max(reps, 3)
        self.days = Swift.max(days, 120)
        self.start = start
        self.calendar = calendar
    }

    /// The steps, in the order in which they reach the log.
    public func makeIterator() -> Iterator { Iterator(run: SimulatorRun(self)) }

    /// What is hidden in the steps.
    ///
    /// - Complexity: O(steps): the run is gone through once.
    public var stories: SimulatorStories {
        var run = SimulatorRun(self)
        while run.next() != nil {}
        return run.stories
    }

    /// Makes the steps.
    public struct Iterator: IteratorProtocol, Sendable {
        var run: SimulatorRun

        /// The next step; `nil` at the end of the last day.
        public mutating func next() -> SimulatorStep? { run.next() }
    }
}
