import ArgumentParser
import Dealtrail
import DealtrailReports

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one event in full: envelope, payload, command and hashes.")

    @OptionGroup var location: TrailLocation

    @Argument(help: "The position of the event, or its identifier.")
    var event: String

    @Flag(help: "Add the canonical bytes, in hexadecimal digits.")
    var canonical = false

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    func run() async throws {
        try await location.withTrail { trail in
            let detail = EventDetail(
                try find(in: trail), catalog: trail.catalog, stamp: try trail.stamp(), withCanonical: canonical)
            try ReportOptions.write(trail.answer(detail), json: json)
        }
    }

    private func find(in trail: Trail) throws -> RecordedEvent {
        if event.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let position = UInt64(event) {
            if let found = try trail.event(at: position) { return found }
            let size = try trail.head().size
            let head = size == 0 ? "the trail is empty" : "the last one is \(size - 1)"
            throw ToolError(.notFound, "there is no event at position \(position); \(head)")
        }
        guard let id = EventID(event) else {
            throw ToolError.usage(
                "\"\(event)\" is neither a position nor an event identifier; `dealtrail log` lists positions")
        }
        if let found = try trail.event(id) { return found }
        throw ToolError(.notFound, "there is no event \(id) in this trail")
    }
}
