public import DealtrailModel
public import DealtrailSales

/// What counts as a conversion cliff (`docs/features.md` rows 42 and 43); every report prints it.
public struct CliffDefinition: Codable, Hashable, Sendable {
    /// A slice of the opportunities.
    public struct Slice: Codable, Hashable, Sendable {
        /// By what it is cut.
        public let by: FunnelDimension
        /// Its name; `nil` for the one whose value is not recorded.
        public let name: String?

        /// Names a slice.
        public init(by: FunnelDimension, name: String?) {
            self.by = by
            self.name = name
        }
    }

    /// The stage path; `nil` for opportunities of every path.
    public var pipeline: PipelineName?
    /// Only the opportunities of this slice; `nil` for all.
    ///
    /// Asked of several slices, the level holds for each of them apart.
    public var slice: Slice?
    /// Within how many days after entering a stage an opportunity has to enter the next one, 1 to 3,650.
    ///
    /// Who entered less than so many days before the end of what is known is not counted yet: a young week is neither better
    /// nor worse than an old one.
    public var horizonDays: Int
    /// How many weeks before and after a possible change are compared, 1 to 520.
    public var windowWeeks: Int
    /// How many opportunities there must at least be on either side, at least 1.
    public var minimumSample: Int
    /// The share of trails without a cliff in which one may be found all the same, all transitions and weeks together; above
    /// 0 and below 1.
    public var level: ScaledDecimal
    /// The least fall that matters, in points of percent, 0 to 100, inclusive.
    public var leastFall: ScaledDecimal
    /// How many days before the week of the fall a change may lie that overlaps with it, 0 to 3,650.
    public var leadDays: Int
    /// The offset from UTC, in minutes east, at which weeks begin.
    public var offsetMinutes: Int16

    /// Creates a definition; what is not given is as in ``standard``.
    public init(
        pipeline: PipelineName? = nil, slice: Slice? = nil, horizonDays: Int = 28, windowWeeks: Int = 12,
        minimumSample: Int = 20,
        level: ScaledDecimal = "0.01", leastFall: ScaledDecimal = 10, leadDays: Int = 14, offsetMinutes: Int16 = 0
    ) {
        self.pipeline = pipeline
        self.slice = slice
        self.horizonDays = horizonDays
        self.windowWeeks = windowWeeks
        self.minimumSample = minimumSample
        self.level = level
        self.leastFall = leastFall
        self.leadDays = leadDays
        self.offsetMinutes = offsetMinutes
    }

    /// Within 28 days; 12 weeks against 12 weeks; 20 opportunities; a level of 1 %; 10 points; changes of 14 days before.
    public static let standard = CliffDefinition()

    /// Checks the ranges.
    ///
    /// - Throws: ``ReportError`` (`outOfRange`).
    func validate() throws(ReportError) {
        func require(_ holds: Bool, _ text: String) throws(ReportError) {
            if !holds { throw ReportError(.outOfRange, text) }
        }
        try require((1...3_650).contains(horizonDays), "the horizon is 1 to 3,650 days, not \(horizonDays)")
        try require((1...520).contains(windowWeeks), "the window is 1 to 520 weeks, not \(windowWeeks)")
        try require(minimumSample >= 1, "the minimum sample is at least 1, not \(minimumSample)")
        try require(level > .zero && level < 1, "the level lies above 0 and below 1, and is not \(level)")
        try require(leastFall >= .zero && leastFall <= 100, "the least fall is 0 to 100 points, not \(leastFall)")
        try require((0...3_650).contains(leadDays), "the lead is 0 to 3,650 days, not \(leadDays)")
    }
}
