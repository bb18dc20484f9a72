import ArgumentParser
import Dealtrail

struct ViewsRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Tries the event again at which a view stands still, and goes on to the head.",
        discussion: "For when the cause is repaired: by a newer version, or a restored backup.")

    @OptionGroup var location: TrailLocation

    @Argument(help: "The name of the view.")
    var view: String

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        try await location.withTrail { trail in
            let view = try trail.viewSet().view(view)
            let fault = try view.fault()
            let done = try await view.retry()
            try ReportOptions.write(
                Receipts(
                    name: "views retry", title: "Retried", stamp: try trail.stamp(), origin: trail.log.origin,
                    facts: [
                        ("view", "\(view.identity)"), ("stoodStillAt", fault.map { String($0.position) } ?? "nothing"),
                        ("from", String(done.from)), ("to", String(done.to)),
                    ]), json: json)
        }
    }
}
