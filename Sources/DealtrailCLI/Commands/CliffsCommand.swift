import ArgumentParser
import Dealtrail

struct CliffsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cliffs",
        abstract: "Where conversion fell suddenly: which stage, how far, since when, what changed then.",
        discussion: """
            --explain opens a number down to its opportunities and events: STAGE/all, STAGE/before, STAGE/since or \
            STAGE/2026-W07, each alone or with /converted for those that went on.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Only opportunities of this stage path.", transform: Parse.name)
    var pipeline: PipelineName?

    @Option(
        help: ArgumentHelp(
            "Only one slice, named by --slice, by \(Parse.words(FunnelDimension.self).joined(separator: ", ")).",
            valueName: "dimension"),
        completion: .list(Parse.words(FunnelDimension.self)), transform: Parse.choice)
    var by: FunnelDimension?

    @Option(help: ArgumentHelp("With --by: which slice.", valueName: "name"))
    var slice: String?

    @Flag(help: "With --by: the slice whose value is not recorded.")
    var sliceNotRecorded = false

    @Option(help: "Within how many days the next stage has to be entered.", transform: Parse.count)
    var horizon: Int = CliffDefinition.standard.horizonDays

    @Option(help: "How many weeks before and after a week are compared.", transform: Parse.count)
    var window: Int = CliffDefinition.standard.windowWeeks

    @Option(help: "How many opportunities there must be on either side.", transform: Parse.count)
    var minimum: Int = CliffDefinition.standard.minimumSample

    @Option(
        help: "In which share of trails without a cliff one may be found, all tests together.", transform: Parse.decimal
    )
    var level: ScaledDecimal = CliffDefinition.standard.level

    @Option(help: "The least fall that matters, in points of percent.", transform: Parse.decimal)
    var fall: ScaledDecimal = CliffDefinition.standard.leastFall

    @Option(help: "How many days before the fall a change may lie.")
    var lead: Int = CliffDefinition.standard.leadDays

    @Option(help: "The offset from UTC at which weeks begin, such as +08:00.", transform: Parse.offset)
    var offset: UTCOffset = UTCOffset(minutes: 0)

    @Option(
        help: ArgumentHelp("List the opportunities and events behind a number.", valueName: "stage/part"),
        transform: CliffSelectorArgument.init)
    var explain: CliffSelectorArgument?

    func validate() throws {
        guard slice == nil || !sliceNotRecorded else {
            throw ValidationError("--slice and --slice-not-recorded exclude each other")
        }
        guard (by != nil) == (slice != nil || sliceNotRecorded) else {
            throw ValidationError("--by goes with --slice or --slice-not-recorded: cliffs are looked for in one slice")
        }
    }

    func run() async throws {
        let definition = CliffDefinition(
            pipeline: pipeline, slice: by.map { .init(by: $0, name: slice) }, horizonDays: horizon, windowWeeks: window,
            minimumSample: minimum, level: level,
            leastFall: fall, leadDays: lead, offsetMinutes: Int16(offset.minutes))
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            guard let explain else {
                return try form.write(trail.answer(try await trail.cliffs(definition, asOf: point), at: point))
            }
            let (cliffs, funnel) = try await trail.cliffCases(definition, asOf: point)
            guard funnel.stages.contains(explain.stage) else {
                let known = funnel.stages.map(\.rawValue).joined(separator: ", ")
                throw ToolError.usage(
                    "no stage is called \"\(explain.stage)\"; there are \(known.isEmpty ? "none" : known)")
            }
            let items = cliffs.items(from: explain.stage, explain.part, converted: explain.isConverted)
            let found = Explanation(
                of: "cliffs", title: "Conversion, opened down", stamp: funnel.stamp, selector: explain.text,
                by: by?.rawValue,
                slice: slice, items: try trail.explain(items, of: funnel, asOf: point))
            try form.write(trail.answer(found, at: point))
        }
    }
}
