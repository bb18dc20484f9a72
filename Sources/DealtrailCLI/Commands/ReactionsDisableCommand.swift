import ArgumentParser
import Dealtrail
import DealtrailReactions

struct ReactionsDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Stops a reaction, with what it still owes.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The reaction.", transform: Parse.name)
    var name: ReactionName

    @Option(help: "Why, in a sentence.")
    var reason: String

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let id = try trail.nextCommandID("reactions:disable", .reaction(name))
            let handled = try await trail.disable(name, reason: reason, by: author, id: id)
            if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "reactions disable", title: "Disabled", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [("reaction", name.rawValue), ("reason", reason)])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
