import ArgumentParser
import Dealtrail

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the log of a checkpoint as static files that other tools read.",
        discussion: """
            The layout is that of C2SP tlog-tiles: checkpoint, tile/LEVEL/N and tile/entries/N. An export into the same \
            directory goes on where the last one ended.
            """)

    @OptionGroup var location: TrailLocation

    @Option(help: "The directory of the tiles.", completion: .directory)
    var tiles: String

    @Option(help: ArgumentHelp("The size of the checkpoint; by default the latest.", valueName: "size"))
    var checkpoint: UInt64?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        try await location.withTrail { trail in
            guard
                let signed = try checkpoint.map({ try trail.log.checkpoints.checkpoint(at: $0) })
                    ?? trail.log.checkpoints.latest()
            else { throw CheckpointError(.none, checkpoint.map { "none of size \($0)" } ?? "nothing was signed yet") }
            let bar = ProgressBar("export")
            let result = try trail.log.exportTiles(of: signed, to: tiles) { done, total in
                bar.update(done, of: total, "events")
            }
            bar.clear()
            let receipts = Receipts(
                name: "export", title: "Exported", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("directory", tiles), ("size", String(signed.checkpoint.size)),
                    ("files", String(result)),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
