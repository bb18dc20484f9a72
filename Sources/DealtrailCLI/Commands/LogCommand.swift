import ArgumentParser
import Dealtrail
import DealtrailImport

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Lists events, those that are there and, with --follow, those that come.",
        discussion: "With --json: one CloudEvent a line, with the position as `sequence`, which `append` reads back.")

    /// By what events are counted.
    enum Dimension: String, ExpressibleByArgument, CaseIterable {
        case kind
        case author
        case stream
        case channel
        case day

        /// The heading of its column.
        var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    @OptionGroup var location: TrailLocation
    @OptionGroup var selection: EventSelection
    @OptionGroup var asOf: AsOfOptions

    @Option(help: ArgumentHelp("Only events behind this position.", valueName: "position"))
    var after: UInt64?

    @Option(help: "At most so many.", transform: Parse.count)
    var limit: Int?

    @Flag(help: "The newest first.")
    var reverse = false

    @Flag(help: "Go on with events as they are appended, by any process, until interrupted.")
    var follow = false

    @Option(help: "Count the events instead: by kind, author, stream, channel, or day of recording in UTC.")
    var countBy: Dimension?

    @Flag(help: "CloudEvents in JSON, one a line; with --count-by a report.")
    var json = false

    func validate() throws {
        guard !follow || !reverse && !asOf.isGiven && selection.to == nil else {
            throw ValidationError(
                "--follow goes forward and has no end: leave out --reverse, --as-of, --effective and --to")
        }
        guard countBy == nil || !follow && !reverse && limit == nil else {
            throw ValidationError("--count-by counts all events that fit: leave out --follow, --reverse and --limit")
        }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let stamp = try trail.stamp(asOf: point)
            let start = after.map { $0 == .max ? .max : $0 + 1 } ?? 0
            let end = stamp.position.map { $0 + 1 } ?? 0
            var listing = EventListing(
                log: trail.log, filter: selection.filter, effective: point.effective, limit: limit ?? .max)
            if let countBy {
                var tally = EventTally(dimension: countBy, stamp: stamp)
                try listing.forEach(in: start..<max(start, end), .forward) { tally.take($0) }
                tally.stamp = stamp.leavingOut(undated: listing.undated)
                return try ReportOptions.write(trail.answer(tally, at: point), json: json)
            }
            let writer = CloudEventsWriter(source: trail.log.origin, catalog: trail.catalog)
            let line = EventLine(catalog: trail.catalog)
            func show(_ events: [RecordedEvent]) throws {
                var text = ""
                for event in events { text += (json ? try writer.line(event) : line.text(event)) + "\n" }
                try Output.write(text)
            }
            try listing.batches(in: start..<max(start, end), reverse ? .backward : .forward, show)
            guard follow else {
                if !json {
                    let head = stamp.position.map { "log up to position \($0)" } ?? "an empty log"
                    let leftOut = listing.undated == 0 ? "" : "; \(listing.undated) without a time left out"
                    try Output.line(
                        "\(listing.count) events; \(head), \(point == .head ? "\(stamp.time)" : "\(point)")\(leftOut)")
                }
                return
            }
            var next = max(start, end)
            while listing.count < limit ?? .max {
                let size = try await trail.log.waitForAppend(beyond: next)
                try listing.batches(in: next..<size, .forward, show)
                next = size
            }
        }
    }
}
