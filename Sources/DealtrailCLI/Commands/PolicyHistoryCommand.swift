import ArgumentParser
import Dealtrail

struct PolicyHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Every version of the policy: who published, activated and retired it, and when it was in force.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var known: KnownOption

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    func run() async throws {
        try await location.withTrail { trail in
            let point = AsOf(known: try known.known(in: trail))
            let answer = PolicyHistory(
                stamp: try trail.stamp(asOf: point), timeline: try trail.policyTimeline(asOf: point.known))
            try ReportOptions.write(trail.answer(answer, at: point), json: json)
        }
    }
}
