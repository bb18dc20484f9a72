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

    @Option(help: "From which time of recording, inclusive.", transform: Parse.time)
    var from: Timestamp?

    @Option(help: "Up to which time of recording, inclusive.", transform: Parse.time)
    var to: Timestamp?

    @Option(help: "Play the typical sales paths in this directory too.", completion: .directory)
    var paths: String?

    @Flag(help: "Record that this was evaluated, with the digest of the result; the result goes to the blobs.")
    var record = false

    func validate() throws {
        if let from, let to, from > to { throw ValidationError("--from is after --to") }
    }

    func run() async throws {
        let candidate = try PolicyDocument.read(policy).policy
        let author = try who.author()
        let paths = try paths.map { try PathDocument.read(directory: $0) } ?? []
        try await location.withTrail { trail in
            let bar = ProgressBar("what-if")
            let period = try period(in: trail)
            let report: ImpactReport
            do {
                report = try await trail.whatIf(candidate, during: period, paths: paths) {
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

    /// Both ends may be left out: then it is the beginning of the log or its last event.
    private func period(in trail: Trail) throws -> ClosedRange<Timestamp>? {
        guard from != nil || to != nil else { return nil }
        let start = from ?? Timestamp(nanoseconds: 0)
        let end = try to ?? trail.head().lastRecordedAt ?? start
        guard start <= end else { throw ToolError(.notFound, "nothing was recorded since \(start)") }
        return start...end
    }
}
