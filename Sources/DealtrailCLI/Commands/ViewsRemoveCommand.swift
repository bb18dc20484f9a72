import ArgumentParser
import Dealtrail

struct ViewsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes an old version of a view, or all of them; their room is used again.",
        discussion: "Old versions are kept until then, for processes that still run the older software.")

    @OptionGroup var location: TrailLocation

    @Argument(help: "The view with its version, such as funnel.2.")
    var view: String?

    @Flag(help: "All that this version of the software does not ask.")
    var old = false

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard (view == nil) == old else { throw ValidationError("give a view with its version, or --old") }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let set = try trail.viewSet()
            let identity = try view.map { name in
                let known = try set.status().map(\.identity)
                guard let found = known.first(where: { $0.description == name }) else {
                    let names = known.map(\.description).joined(separator: ", ")
                    throw EngineError(.unknownView, "\"\(name)\"; there are \(names)")
                }
                return found
            }
            let removed = try await set.removeOld(identity)
            try ReportOptions.write(
                Receipts(
                    name: "views remove", title: "Removed", stamp: try trail.stamp(), origin: trail.log.origin,
                    facts: [("views", removed.isEmpty ? "none" : removed.map(\.description).joined(separator: ", "))]),
                json: json)
        }
    }
}
