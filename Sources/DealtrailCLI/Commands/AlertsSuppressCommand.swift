import ArgumentParser
import Dealtrail

struct AlertsSuppressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress", abstract: "Silences an alert until a time; then it is as open as before.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The alert, as `alerts --explain` names it.", transform: Parse.name)
    var alert: AlertID

    @Option(help: "Until when, an RFC 3339 time that has not passed.", transform: Parse.time)
    var until: Timestamp

    @Option(help: "Why, in a sentence.")
    var reason: String

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let handled = try await trail.handle(
                Alerts.suppress(alert, until: until, reason: reason), by: author,
                id: CommandID("alert:suppress:\(alert):\(author.id):\(until)"))
            if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "alerts suppress", title: "Silenced", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("alert", alert.rawValue), ("author", author.id.rawValue), ("until", until.description),
                    ("position", handled.receipt.map { String($0.position) } ?? "so already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
