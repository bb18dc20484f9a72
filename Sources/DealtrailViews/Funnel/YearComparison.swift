public import DealtrailModel
public import DealtrailSales

/// The funnel of a period beside that of the same period a year before (`docs/features.md` row 40).
///
/// The earlier funnel is that of a year before the report: what had happened by then, as known at the point of the report.
/// So opportunities that were open then are open in it, and both have had the same time.
public struct YearComparison: Codable, Hashable, Sendable {
    /// Whose definitions the earlier funnel has: its stages, classes of customers and representatives, and calendars.
    public enum Definitions: String, Codable, Hashable, Sendable, CaseIterable {
        /// Those of its own time.
        case then
        /// Those of the point of the report.
        case now
    }

    /// What held for a funnel.
    public struct Rules: Codable, Hashable, Sendable {
        /// The time as of which they held.
        public let time: Timestamp
        /// The version of the policy in force.
        public let policy: String
        /// The version of the stage path that was defined then; `nil` when none was, or several paths are counted: the
        /// stages are then those of the opportunities.
        public let pipelineVersion: Int?

        /// States rules.
        public init(time: Timestamp, policy: String, pipelineVersion: Int?) {
            self.time = time
            self.policy = policy
            self.pipelineVersion = pipelineVersion
        }
    }

    /// A number in both years.
    public struct Difference: Codable, Hashable, Sendable {
        /// The slice; `nil` for the total.
        public let slice: String?
        /// The stage; `nil` for a number of the whole slice.
        public let stage: StageName?
        /// Which number.
        public let number: String
        /// In the period; `nil` ("n/a") when there is none.
        public let current: ScaledDecimal?
        /// A year before; `nil` ("n/a") when there is none.
        public let earlier: ScaledDecimal?
        /// The first less the second: counts, points of percent or days; `nil` unless both are there.
        public let change: ScaledDecimal?
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// Whose definitions the earlier funnel has.
    public let definitions: Definitions
    /// What holds for the funnel of the period.
    public let currentRules: Rules
    /// What holds for the funnel of a year before.
    public let earlierRules: Rules
    /// The funnel of the period.
    public let current: FunnelReport
    /// The funnel of the same period a year before.
    public let earlier: FunnelReport
    /// What differs and what does not, number by number; stages and slices that only one of the years has are there too.
    public let differences: [Difference]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definitions
        case currentRules
        case earlierRules
        case current
        case earlier
        case differences
    }

    /// Compares two funnels.
    public init(
        _ current: FunnelReport, _ currentRules: Rules, to earlier: FunnelReport, _ earlierRules: Rules,
        definitions: Definitions
    ) {
        stamp = current.stamp
        self.definitions = definitions
        self.currentRules = currentRules
        self.earlierRules = earlierRules
        self.current = current
        self.earlier = earlier
        var differences = Self.differences(nil, current.total, earlier.total)
        let names = Set((current.slices + earlier.slices).map(\.name))
        let ordered = names.compactMap(\.self).sorted().map(Optional.some) + (names.contains(nil) ? [nil] : [])
        for name in ordered {
            let slices = [current, earlier].map { $0.slices.first { $0.name == name } }
            differences += Self.differences(name ?? Self.notRecorded, slices[0], slices[1])
        }
        self.differences = differences
    }

    /// The name of the slice whose value is not recorded.
    public static let notRecorded = "<not recorded>"

    private static func differences(
        _ name: String?, _ current: FunnelReport.Slice?, _ earlier: FunnelReport.Slice?
    ) -> [Difference] {
        func whole(_ number: String, _ value: (FunnelReport.Slice) -> ScaledDecimal?) -> Difference {
            difference(name, nil, number, current.flatMap(value), earlier.flatMap(value))
        }
        let stages = (current?.stages ?? []).map(\.stage)
        let all = stages + (earlier?.stages ?? []).map(\.stage).filter { !stages.contains($0) }
        return [
            whole("cases") { .count($0.cases) }, whole("won") { .count($0.won) }, whole("lost") { .count($0.lost) },
            whole("winRate", \.winRate), whole("daysToWon.median", \.daysToWon?.median),
        ]
            + all.flatMap { stage in
                let sides = [current, earlier].map { $0?.stages.first { $0.stage == stage } }
                func staged(_ number: String, _ value: (FunnelReport.Stage) -> ScaledDecimal?) -> Difference {
                    difference(name, stage, number, sides[0].flatMap(value), sides[1].flatMap(value))
                }
                return [
                    staged("reached") { .count($0.reached) }, staged("toNext.percent", \.toNext.percent),
                    staged("toLater.percent", \.toLater.percent),
                    staged("dwell.latest.median", \.dwell.latest?.median),
                    staged("dwell.latest.p90", \.dwell.latest?.p90),
                ]
            }
    }

    private static func difference(
        _ slice: String?, _ stage: StageName?, _ number: String, _ current: ScaledDecimal?, _ earlier: ScaledDecimal?
    ) -> Difference {
        let change = current.flatMap { current in earlier.flatMap { current.subtracting($0) } }
        return Difference(
            slice: slice, stage: stage, number: number, current: current, earlier: earlier, change: change)
    }
}

extension ScaledDecimal {
    /// A whole number.
    fileprivate static func count(_ value: Int) -> ScaledDecimal { ScaledDecimal(mantissa: Int64(value)) }
}
