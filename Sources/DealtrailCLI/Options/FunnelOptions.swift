import ArgumentParser
import Dealtrail

/// What a funnel counts and how.
struct FunnelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Cut the result by \(Parse.words(FunnelDimension.self).joined(separator: ", ")).", valueName: "dimension"),
        completion: .list(Parse.words(FunnelDimension.self)), transform: Parse.choice)
    var by: FunnelDimension?

    @Option(help: "Only opportunities of this stage path.", transform: Parse.name)
    var pipeline: PipelineName?

    @Option(
        help: "Which opportunities: all, or those created, entered or closed in the period.",
        completion: .list(Parse.words(FunnelDefinition.Cohort.self)), transform: Parse.choice)
    var cohort: FunnelDefinition.Cohort = .all

    @Option(help: ArgumentHelp("The period: \(ReportPeriod.form)."), transform: Parse.period)
    var period: ReportPeriod?

    @Option(help: "The beginning of the period, inclusive.", transform: Parse.time)
    var from: Timestamp?

    @Option(help: "The end of the period, exclusive.", transform: Parse.time)
    var until: Timestamp?

    @Option(help: "The offset from UTC at which days, weeks and months begin, such as +08:00.", transform: Parse.offset)
    var offset: UTCOffset = UTCOffset(minutes: 0)

    @Option(
        help: "Measure durations in the open time of this calendar of the policy; days of 24 hours without it.",
        transform: Parse.name)
    var calendar: CalendarName?

    @Option(
        help: "Which visit of a stage counts: first or last.",
        completion: .list(Parse.words(FunnelDefinition.Reentry.self)), transform: Parse.choice)
    var reentry: FunnelDefinition.Reentry = .first

    @Option(
        help: "A stage that was jumped over counts as passed, or is shown apart.",
        completion: .list(Parse.words(FunnelDefinition.Skips.self)), transform: Parse.choice)
    var skips: FunnelDefinition.Skips = .passed

    @Option(
        help: "A move back keeps the progress made, or makes it void.",
        completion: .list(Parse.words(FunnelDefinition.Regress.self)), transform: Parse.choice)
    var regress: FunnelDefinition.Regress = .keep

    func validate() throws {
        guard period == nil || from == nil && until == nil else {
            throw ValidationError("--period and --from or --until exclude each other")
        }
        guard (period == nil && from == nil && until == nil) || cohort != .all else {
            throw ValidationError("a period needs --cohort created, entered or closed: whose time lies in it?")
        }
    }

    /// The definition; the standard one when nothing was asked for otherwise.
    var definition: FunnelDefinition {
        guard
            cohort != .all || pipeline != nil || reentry != .first || skips != .passed || regress != .keep
                || calendar != nil || offset.minutes != 0
        else { return .standard }
        let minutes = Int16(offset.minutes)
        return FunnelDefinition(
            name: "command-line", version: 1, pipeline: pipeline, cohort: cohort,
            from: period?.from.start(offsetMinutes: minutes) ?? from,
            until: period?.until.start(offsetMinutes: minutes) ?? until, reentry: reentry, skips: skips,
            regress: regress, workCalendar: calendar, offsetMinutes: minutes)
    }
}
