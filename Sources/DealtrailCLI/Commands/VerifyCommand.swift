import ArgumentParser
import Dealtrail

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks a whole trail: every event, the hash tree, the index, the blobs.",
        discussion: """
            The reading is done in a child process, so that a file that is damaged badly enough to crash the store's own \
            code still leads to a report. The exit code is 1 when something is wrong.
            """)

    @OptionGroup var location: TrailLocation

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    @Flag(name: .customLong("in-this-process"), help: .private)
    var isChild = false

    func run() async throws {
        let path = try location.path()
        if isChild { return try VerifyChild.run(path) }
        let outcome = try VerifyParent(directory: path).run()
        try ReportOptions.write(outcome, json: json)
        if !outcome.isSound { throw Finding(status: .found) }
    }
}
