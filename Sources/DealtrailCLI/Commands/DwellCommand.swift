import ArgumentParser
import Dealtrail

struct DwellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dwell", abstract: "How long opportunities stay in each stage, and where longer than elsewhere.",
        discussion: """
            --explain STAGE opens a stage down to its opportunities, with the days and the events of each; --explain \
            cycle opens the whole way from the first stage to winning.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions
    @OptionGroup var funnel: FunnelOptions

    @Option(
        help: "Which stays: the latest completed visit, all completed ones together (cumulative), or running ones.",
        completion: .list(Parse.words(DwellReport.Measure.self)), transform: Parse.choice)
    var measure: DwellReport.Measure = .latest

    @Option(help: ArgumentHelp("List the opportunities and events behind a stage.", valueName: "stage|cycle"))
    var explain: String?

    @OptionGroup var slice: SliceOptions

    func validate() throws {
        try slice.require(explain: explain != nil, by: funnel.by)
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let cases = try await trail.funnelCases(funnel.definition, asOf: point)
            guard let explain else {
                return try form.write(trail.answer(cases.dwell(measure, by: funnel.by), at: point))
            }
            let text = explain == "cycle" ? "days-to-won" : "\(measure.rawValue):\(explain)"
            let found = try trail.explanation(
                of: SelectorArgument(text), in: cases, by: funnel.by, slice, asOf: point)
            try form.write(trail.answer(found, at: point))
        }
    }
}
