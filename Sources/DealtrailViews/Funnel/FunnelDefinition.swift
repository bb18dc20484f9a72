public import DealtrailModel
public import DealtrailSales

/// What a funnel counts and how: every report prints it (`docs/funnel.md`).
///
/// Two funnels with the same definition over the same log at the same time are the same, number for number.
public struct FunnelDefinition: Codable, Hashable, Sendable {
    /// What is counted.
    public enum CountingUnit: String, Codable, Hashable, Sendable, CaseIterable {
        /// Each opportunity once, whatever it is worth.
        case opportunity
    }

    /// Which opportunities are counted.
    public enum Cohort: String, Codable, Hashable, Sendable, CaseIterable {
        /// Every one that is known.
        case all
        /// Those created in the period.
        case created
        /// Those that entered their first stage in the period.
        case entered
        /// Those that were closed in the period.
        case closed
    }

    /// Which visit to a stage starts the count for its conversion.
    public enum Reentry: String, Codable, Hashable, Sendable, CaseIterable {
        /// The first.
        case first
        /// The last.
        case last
    }

    /// What becomes of a stage that was jumped over.
    public enum Skips: String, Codable, Hashable, Sendable, CaseIterable {
        /// It counts as passed: reached, and converted.
        case passed
        /// It does not count as reached; skips are shown apart.
        case apart
    }

    /// What a move back does to the progress that was made.
    public enum Regress: String, Codable, Hashable, Sendable, CaseIterable {
        /// Nothing: whoever progressed once has progressed.
        case keep
        /// It takes it back, unless the opportunity moves on again.
        case void
    }

    /// How a lost opportunity counts.
    public enum Losses: String, Codable, Hashable, Sendable, CaseIterable {
        /// As a failure of the stages that it did not progress from.
        case failed
    }

    /// How an opportunity counts that is still open.
    public enum OpenCases: String, Codable, Hashable, Sendable, CaseIterable {
        /// As not yet decided: shown apart and never a failure.
        case censored
    }

    /// How an opportunity counts whose times are not known.
    public enum UndatedCases: String, Codable, Hashable, Sendable, CaseIterable {
        /// In counts, which are also given apart; never in durations or periods.
        case apart
    }

    /// How durations are measured.
    public enum Calendar: String, Codable, Hashable, Sendable, CaseIterable {
        /// In days of 24 hours, nights and holidays included.
        case calendarTime = "calendar-time"
        /// In the open time of a calendar of the policy, in working days of it.
        case workTime = "work-time"
    }

    /// The name.
    public var name: String
    /// The version, raised with every change of a rule.
    public var version: Int
    /// The stage path; `nil` for opportunities of every path.
    public var pipeline: PipelineName?
    /// The stages in order; empty for those of the newest version of the path among the opportunities.
    public var stages: [StageName]
    /// What is counted.
    public var countingUnit: CountingUnit
    /// Which opportunities are counted.
    public var cohort: Cohort
    /// The beginning of the period, which belongs to it.
    public var from: Timestamp?
    /// The end of the period, which does not belong to it.
    public var until: Timestamp?
    /// Which visit to a stage starts the count for its conversion.
    public var reentry: Reentry
    /// What becomes of a stage that was jumped over.
    public var skips: Skips
    /// What a move back does to the progress that was made.
    public var regress: Regress
    /// How a lost opportunity counts.
    public var losses: Losses
    /// How an opportunity counts that is still open.
    public var openCases: OpenCases
    /// How an opportunity counts whose times are not known.
    public var undatedCases: UndatedCases
    /// How durations are measured.
    public private(set) var calendar: Calendar
    /// The calendar of the policy in whose open time durations are measured; `nil` for days of 24 hours.
    public var workCalendar: CalendarName? {
        didSet { calendar = workCalendar == nil ? .calendarTime : .workTime }
    }
    /// The offset from UTC, in minutes east, at which days, weeks and months begin.
    public var offsetMinutes: Int16

    /// Creates a definition; what is not given is as in ``standard``.
    public init(
        name: String, version: Int, pipeline: PipelineName? = nil, stages: [StageName] = [], cohort: Cohort = .all,
        from: Timestamp? = nil, until: Timestamp? = nil, reentry: Reentry = .first, skips: Skips = .passed,
        regress: Regress = .keep, workCalendar: CalendarName? = nil, offsetMinutes: Int16 = 0
    ) {
        self.name = name
        self.version = version
        self.pipeline = pipeline
        self.stages = stages
        countingUnit = .opportunity
        self.cohort = cohort
        self.from = from
        self.until = until
        self.reentry = reentry
        self.skips = skips
        self.regress = regress
        losses = .failed
        openCases = .censored
        undatedCases = .apart
        calendar = workCalendar == nil ? .calendarTime : .workTime
        self.workCalendar = workCalendar
        self.offsetMinutes = offsetMinutes
    }

    /// Every opportunity; first visits; skips passed; a regress keeps progress; months in UTC.
    public static let standard = FunnelDefinition(name: "standard", version: 1)
}
