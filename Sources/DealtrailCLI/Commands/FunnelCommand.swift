import ArgumentParser
import Dealtrail

struct FunnelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel", abstract: "How opportunities move through the stages, and what became of them.",
        discussion: """
            --explain opens a number down to its opportunities: all, open, won, lost, undated, reached:STAGE, \
            entered:STAGE, skipped:STAGE, in:STAGE, to-next:STAGE, to-later:STAGE, failed:STAGE, censored:STAGE, \
            move:FROM>TO (empty FROM: before the first stage; TO may be <won> or <lost>), list:below, list:at, \
            list:above, list:not-recorded.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(
        help: "Cut the result by rep, product, account or month.", completion: .list(Parse.words(FunnelDimension.self)),
        transform: Parse.choice)
    var by: FunnelDimension?

    @Option(help: "Only opportunities of this stage path.", transform: Parse.name)
    var pipeline: PipelineName?

    @Option(
        help: "Which opportunities: all, or those created, entered or closed in the period.",
        completion: .list(Parse.words(FunnelDefinition.Cohort.self)), transform: Parse.choice)
    var cohort: FunnelDefinition.Cohort = .all

    @Option(help: "The beginning of the period, inclusive.", transform: Parse.time)
    var from: Timestamp?

    @Option(help: "The end of the period, exclusive.", transform: Parse.time)
    var until: Timestamp?

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

    @Option(
        help: ArgumentHelp("List the opportunities behind a number.", valueName: "selector"),
        transform: SelectorArgument.init)
    var explain: SelectorArgument?

    @Option(help: ArgumentHelp("With --explain and --by: only this slice.", valueName: "name"))
    var slice: String?

    func validate() throws {
        guard (from == nil && until == nil) || cohort != .all else {
            throw ValidationError("a period needs --cohort created, entered or closed: whose time lies in it?")
        }
        guard slice == nil || explain != nil && by != nil else {
            throw ValidationError("--slice goes with --explain and --by")
        }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let cases = try await trail.funnelCases(definition, asOf: point)
            guard let explain else {
                return try form.write(trail.answer(cases.report(by: by), at: point))
            }
            if let stage = explain.stages.first(where: { !cases.stages.contains($0) }) {
                let known = cases.stages.map(\.rawValue).joined(separator: ", ")
                throw ToolError.usage("no stage is called \"\(stage)\"; there are \(known.isEmpty ? "none" : known)")
            }
            let ids = cases.cases(in: explain.selector, of: slice == nil ? nil : by, value: slice)
            let explanation = FunnelExplanation(
                stamp: cases.stamp, definition: definition, selector: explain.text, by: slice == nil ? nil : by,
                slice: slice, opportunities: ids)
            try form.write(trail.answer(explanation, at: point))
        }
    }

    private var definition: FunnelDefinition {
        guard cohort != .all || pipeline != nil || reentry != .first || skips != .passed || regress != .keep else {
            return .standard
        }
        return FunnelDefinition(
            name: "command-line", version: 1, pipeline: pipeline, cohort: cohort, from: from, until: until,
            reentry: reentry, skips: skips, regress: regress)
    }
}
