import ArgumentParser
import Dealtrail

struct FunnelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel", abstract: "How opportunities move through the stages, and what became of them.",
        discussion: """
            --explain opens a number down to its opportunities and the events behind each; docs/cli.md has the \
            selectors: all, open, won, lost, undated, reached:STAGE, entered:STAGE, in:STAGE, to-next:STAGE, \
            to-later:STAGE, failed:STAGE, latest:STAGE, move:FROM>TO (empty FROM: before the first stage; TO may be \
            <won> or <lost>), list:below and more.
            """)

    /// With what a period is compared.
    enum Comparison: String, CaseIterable {
        case lastYear = "last-year"
    }

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions
    @OptionGroup var funnel: FunnelOptions

    @Option(
        help: "Compare the period with the same one last-year; say with whose --definitions.",
        completion: .list(Parse.words(Comparison.self)), transform: Parse.choice)
    var compare: Comparison?

    @Option(
        help: "Whether the year before is counted by the definitions of then or of now.",
        completion: .list(Parse.words(YearComparison.Definitions.self)), transform: Parse.choice)
    var definitions: YearComparison.Definitions?

    @Option(
        help: ArgumentHelp("List the opportunities and events behind a number.", valueName: "selector"),
        transform: SelectorArgument.init)
    var explain: SelectorArgument?

    @OptionGroup var slice: SliceOptions

    @Flag(help: "With --explain and --compare: open the number of the year before.")
    var yearBefore = false

    func validate() throws {
        try slice.require(explain: explain != nil, by: funnel.by)
        guard (compare == nil) == (definitions == nil) else {
            throw ValidationError(
                "--compare last-year and --definitions go together: then counts the year before by what was defined "
                    + "then, now by what is defined now")
        }
        let definition = funnel.definition
        guard compare == nil || definition.from != nil && definition.until != nil else {
            throw ValidationError("--compare needs a cohort and a period: --cohort entered --period 2026-Q1")
        }
        guard !yearBefore || explain != nil && compare != nil else {
            throw ValidationError("--year-before goes with --explain and --compare")
        }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            if let definitions { return try await runComparison(trail, definitions, point) }
            let cases = try await trail.funnelCases(funnel.definition, asOf: point)
            guard let explain else { return try form.write(trail.answer(cases.report(by: funnel.by), at: point)) }
            let found = try trail.explanation(of: explain, in: cases, by: funnel.by, slice, asOf: point)
            try form.write(trail.answer(found, at: point))
        }
    }

    private func runComparison(
        _ trail: Trail, _ definitions: YearComparison.Definitions, _ point: AsOf
    ) async throws {
        let year = YearBefore(of: funnel.period, offsetMinutes: Int16(funnel.offset.minutes))
        guard let explain else {
            let comparison = try await trail.yearComparison(
                funnel.definition, definitions: definitions, year: year, by: funnel.by, asOf: point)
            return try form.write(trail.answer(comparison, at: point))
        }
        let both = try await trail.yearCases(
            funnel.definition, definitions: definitions, year: year, asOf: point)
        let side = yearBefore ? both.earlier : both.current
        let found = try trail.explanation(of: explain, in: side.cases, by: funnel.by, slice, asOf: side.point)
        try form.write(trail.answer(found, at: point))
    }
}
