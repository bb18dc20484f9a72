import ArgumentParser
import Dealtrail

struct PolicyHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Every version of the policy: who published, activated and retired it, and when it was in force.")

    @OptionGroup var location: TrailLocation

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    func run() async throws {
        try await location.withTrail { trail in
            let answer = PolicyHistory(stamp: try trail.stamp(), timeline: try trail.policyTimeline())
            try ReportOptions.write(trail.answer(answer), json: json)
        }
    }
}
