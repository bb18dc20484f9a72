import ArgumentParser
import Dealtrail

struct AlertsAcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Takes an alert on: its ladder is climbed no further.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The alert, as `alerts --explain` names it.", transform: Parse.name)
    var alert: AlertID

    @Option(help: "What is done about it, in words that name nobody.")
    var note: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let handled = try await trail.handle(
                Alerts.acknowledge(alert, note: note), by: author,
                id: CommandID("alert:acknowledge:\(alert):\(author.id)"))
            if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "alerts acknowledge", title: "Taken on", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("alert", alert.rawValue), ("author", author.id.rawValue),
                    ("position", handled.receipt.map { String($0.position) } ?? "so already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
