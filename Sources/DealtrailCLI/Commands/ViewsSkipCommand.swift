import ArgumentParser
import Dealtrail

struct ViewsSkipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Decides that a view passes over the event at which it stands still.",
        discussion: """
            The decision is recorded in the log with author and reason. It holds for this version of the view, in every \
            process and every rebuild; answers of the view say how many events they leave out.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The name of the view.")
    var view: String

    @Option(help: "The position of the event, as `dealtrail views` shows it.")
    var position: UInt64

    @Option(help: "Why the event may be passed over, in a sentence.")
    var reason: String

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let view = try trail.viewSet().view(view)
            let fault = try view.fault()
            let receipt = try await view.skip(position: position, by: author, reason: reason)
            try ReportOptions.write(
                Receipts(
                    name: "views skip", title: "Skipped", stamp: try trail.stamp(), origin: trail.log.origin,
                    facts: [
                        ("view", "\(view.identity)"), ("skipped", String(position)),
                        ("event", fault?.event.map { "\($0)" } ?? ""), ("kind", fault?.kind?.rawValue ?? ""),
                        ("author", author.id.rawValue), ("reason", reason),
                        ("position", receipt.map { String($0.positions.lowerBound) } ?? "so already"),
                    ]), json: json)
            try await view.catchUp()
        }
    }
}
