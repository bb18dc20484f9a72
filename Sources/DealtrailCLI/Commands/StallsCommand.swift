import ArgumentParser
import Dealtrail

struct StallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stalls", abstract: "Which share of the open opportunities stays in a stage longer than allowed.",
        discussion: """
            How long is allowed, and what resets it, is a deadline of the policy. --explain opens a number down to its \
            opportunities and the events that began the stays: stalled, in-time, not-running, undated or all, and for \
            one stage stalled:STAGE and so on.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(
        help: ArgumentHelp(
            "Cut the result by \(Parse.words(FunnelDimension.self).joined(separator: ", ")).", valueName: "dimension"),
        completion: .list(Parse.words(FunnelDimension.self)), transform: Parse.choice)
    var by: FunnelDimension = .region

    @Option(help: "The deadline of the policy.", transform: Parse.name)
    var rule: RuleName = "stage-stall"

    @Option(help: "Only opportunities of this stage path.", transform: Parse.name)
    var pipeline: PipelineName?

    @Option(help: ArgumentHelp("List the opportunities and events behind a number.", valueName: "selector"))
    var explain: String?

    @OptionGroup var slice: SliceOptions

    func validate() throws {
        try slice.require(explain: explain != nil, by: by)
        _ = try explain.map(Self.selector)
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let cases = try await trail.stallCases(rule, pipeline: pipeline, asOf: point)
            guard let explain else { return try form.write(trail.answer(cases.report(by: by), at: point)) }
            let (phase, stage) = try Self.selector(explain)
            if let stage, !cases.stages.contains(stage) {
                let known = cases.stages.map(\.rawValue).joined(separator: ", ")
                throw ToolError.usage("no stage is called \"\(stage)\"; there are \(known.isEmpty ? "none" : known)")
            }
            let items = cases.items(phase, in: stage, of: slice.isGiven ? by : nil, value: slice.slice)
            let found = Explanation(
                of: "stalls", title: "Stalled opportunities, opened down", stamp: cases.stamp,
                selector: explain, by: slice.isGiven ? by.rawValue : nil, slice: slice.slice, items: items)
            try form.write(trail.answer(found, at: point))
        }
    }

    /// `PHASE` or `PHASE:STAGE`, where `all` is every phase.
    private static func selector(_ text: String) throws -> (StallCase.Phase?, StageName?) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let phase = StallCase.Phase(rawValue: parts[0])
        guard phase != nil || parts[0] == "all", parts.count == 1 || !parts[1].isEmpty else {
            throw ValidationError(
                "\"\(text)\" names no number; there are all, \(Parse.words(StallCase.Phase.self).joined(separator: ", ")), "
                    + "each alone or with :STAGE")
        }
        return (phase, parts.count == 2 ? StageName(parts[1]) : nil)
    }
}
