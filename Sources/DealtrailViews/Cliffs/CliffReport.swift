public import DealtrailModel
public import DealtrailSales

/// Where conversion fell off a cliff: which transition, by how much, since when, and what changed about then
/// (`docs/features.md` rows 42 and 43).
public struct CliffReport: Codable, Hashable, Sendable {
    /// How many went on.
    public struct Share: Codable, Hashable, Sendable {
        /// Those that did, within the horizon.
        public let converted: Int
        /// Those that entered the stage.
        public let cases: Int
        /// The first by the second, in percent with one decimal; `nil` ("n/a") when there are none.
        public let percent: ScaledDecimal?

        init(_ count: CliffSearch.Count) {
            converted = count.converted
            cases = count.cases
            percent = Percent.of(count.converted, count.cases)
        }
    }

    /// The opportunities that entered a stage in a week.
    public struct Week: Codable, Hashable, Sendable {
        /// The week of ISO 8601, such as `2026-W07`.
        public let week: String
        /// How many of them went on.
        public let share: Share
    }

    /// A transition that was looked at.
    public struct Transition: Codable, Hashable, Sendable {
        /// The stage.
        public let from: StageName
        /// The next stage, or `<won>`.
        public let to: String
        /// All that were counted.
        public let share: Share
        /// How many more entered too short before the end of what is known for the horizon to have passed.
        public let young: Int
        /// How many more entered at a time that is not known.
        public let undated: Int
        /// In how many weeks there were enough opportunities on both sides; with 0 nothing can be said.
        public let tests: Int
        /// The weeks from the first with an opportunity to the last.
        public let weeks: [Week]
    }

    /// A fall.
    public struct Cliff: Codable, Hashable, Sendable {
        /// The stage.
        public let from: StageName
        /// The next stage, or `<won>`.
        public let to: String
        /// The first week with the lower share, such as `2026-W07`.
        public let week: String
        /// The beginning of that week.
        public let start: Timestamp
        /// In the weeks of the window before it.
        public let before: Share
        /// In the weeks of the window since it.
        public let since: Share
        /// How many points of percent it fell.
        public let fall: ScaledDecimal
        /// At most so likely is a fall as clear as this one anywhere, in all tests together, when nothing has changed; with six
        /// decimals, rounded up.
        public let chance: ScaledDecimal
        /// What changed about then, those first that touch the most of the opportunities since.
        public let changes: [Change]
    }

    /// A change of rules, prices or material that overlaps with a fall.
    public struct Change: Codable, Hashable, Sendable {
        /// What was changed.
        public let about: ChangeMarker.Subject
        /// In a few words.
        public let text: String
        /// From when on it holds.
        public let effectiveFrom: Timestamp
        /// How many of the opportunities since the fall it touches.
        public let touched: Int
        /// How many opportunities there are since the fall.
        public let of: Int
        /// The event, with its author.
        public let event: EventReference
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// What counts as a cliff.
    public let definition: CliffDefinition
    /// How many tests there were, by which the chance of each is multiplied.
    public let tests: Int
    /// How many transitions had too few opportunities for any.
    public let tooFew: Int
    /// The transitions in the order of the stages.
    public let transitions: [Transition]
    /// The cliffs, the most certain first; none when nothing was found, which is no proof that nothing changed.
    public let cliffs: [Cliff]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definition
        case tests
        case tooFew
        case transitions
        case cliffs
    }
}
