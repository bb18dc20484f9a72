import ArgumentParser
import Dealtrail

struct TickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick", abstract: "Records what fell due: alerts that are raised, climb, or are resolved.",
        discussion: """
            Each alert is raised once, whoever ticks and how many at once. A tick that finds nothing records nothing. \
            Run it from a timer; a service that embeds the library asks `AlertEngine` when to look next.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Option(help: "The time to look at, an RFC 3339 time that has come; without it now.", transform: Parse.time)
    var at: Timestamp?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let outcome: TickOutcome
            do {
                outcome = try await trail.tick(at: at, by: author)
            } catch let error as TickError {
                if case .future = error { throw ToolError.usage(error.description) }
                throw error
            }
            let receipts = Receipts(
                name: "tick", title: "Ticked", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("at", outcome.at.description), ("raised", String(outcome.raised)),
                    ("escalated", String(outcome.escalated)), ("resolved", String(outcome.resolved)),
                    ("position", outcome.position.map(String.init) ?? "nothing to record"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
