import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct WhatIfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if", abstract: "What a policy would have changed, for whom, and why.",
        discussion: """
            Each recorded command is decided again under the candidate, against what was known then; customers are rated \
            under both policies. Nothing is written, unless --record says so.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var form: ReportOptions

    @Option(help: "The candidate, as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var policy: String

    @Option(
        help: ArgumentHelp("From which position or time of recording, inclusive.", valueName: "position|time"),
        transform: Moment.init)
    var from: Moment?

    @Option(
        help: ArgumentHelp("Up to which position or time of recording, inclusive.", valueName: "position|time"),
        transform: Moment.init)
    var to: Moment?

    @Option(help: "Play the typical sales paths in this directory too.", completion: .directory)
    var paths: String?

    @Flag(help: "Record that this was evaluated, with the digest of the result; the result goes to the blobs.")
    var record = false

    func run() async throws {
        let candidate = try PolicyDocument.read(policy).policy
        let author = try who.author()
        let paths = try paths.map { try PathDocument.read(directory: $0) } ?? []
        try await location.withTrail { trail in
            let bar = ProgressBar("what-if")
            let (from, to) = try (from?.known(in: trail), to?.known(in: trail))
            try Self.check(from, to, in: trail)
            let report: ImpactReport
            do {
                report = try await trail.whatIf(candidate, from: from, to: to, paths: paths) {
                    bar.update($0, of: $1, "events")
                }
            } catch {
                bar.clear()
                throw error
            }
            bar.clear()
            if record {
                let handled = try await trail.record(report, of: candidate, by: author)
                if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
            }
            try form.write(trail.answer(report))
        }
    }

    /// Refuses a beginning behind the end, or behind all that was recorded.
    private static func check(_ from: AsOf.Known?, _ to: AsOf.Known?, in trail: Trail) throws {
        guard let from else { return }
        let isTurned =
            switch (from, to) {
            case (.position(let from), .position(let to)): from > to
            case (.position(let from), .recorded(let to)): try trail.event(at: from).map { $0.recordedAt > to } ?? false
            case (.recorded(let from), .position(let to)): try trail.event(at: to).map { from > $0.recordedAt } ?? false
            case (.recorded(let from), .recorded(let to)): from > to
            case (_, nil): false
            }
        guard !isTurned else { throw ToolError.usage("--from is after --to") }
        if case .recorded(let time) = from, try trail.head().lastRecordedAt.map({ $0 < time }) ?? true {
            throw ToolError(.notFound, "nothing was recorded since \(time)")
        }
    }
}
