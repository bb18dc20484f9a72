import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct PolicyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The policy in force, as YAML that can be edited and published again.")

    @OptionGroup var location: TrailLocation

    @Flag(help: "JSON on one line, with the canonical form of the policy and its digest.")
    var json = false

    func run() async throws {
        try await location.withTrail { trail in
            let answer = PolicyAnswer(stamp: try trail.stamp(), policy: try trail.policy())
            guard json else { return try Output.write(PolicyDocument(answer.policy).yaml) }
            try ReportOptions.write(trail.answer(answer), json: true)
        }
    }
}
