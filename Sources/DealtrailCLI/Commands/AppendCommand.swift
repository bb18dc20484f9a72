import ArgumentParser
import Dealtrail
import Foundation

struct AppendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append", abstract: "Appends CloudEvents, one in JSON a line.",
        discussion: """
            Each line is an append of its own: durable once it is counted, taken once however often it is sent. A line \
            that cannot be taken is told with its number, and the others are taken; the exit code is then 1.
            """)

    @OptionGroup var location: TrailLocation

    @Argument(help: "The file; without it, or with -, standard input.", completion: .file())
    var file: String?

    @Flag(help: "Read the lines and tell what is wrong with them; append nothing.")
    var check = false

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let outcome = try await location.withTrail { trail in
            var appending = Appending(trail: check ? nil : trail)
            try await appending.take(file == "-" ? nil : file)
            return AppendOutcome(
                tally: appending.tally, isCheck: check, origin: trail.log.origin,
                stamp: AnswerStamp(position: try trail.head().lastPosition, time: TrailOptions.systemClock()))
        }
        for rejection in outcome.tally.rejections { Output.complain(rejection.description) }
        try ReportOptions.write(outcome, json: json)
        if outcome.tally.rejected > 0 { throw Finding(status: .found) }
    }
}

extension LogHead {
    /// The last position; `nil` for an empty log.
    var lastPosition: UInt64? { size == 0 ? nil : size - 1 }
}
