import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct PolicyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The policy in force, or a published version, as YAML that can be edited and published again.")

    @OptionGroup var location: TrailLocation

    @Argument(help: "A published version; by default the one in force.")
    var version: String?

    @Option(
        help: ArgumentHelp("The policy that was or will be in force at this RFC 3339 time.", valueName: "time"),
        transform: Parse.time)
    var at: Timestamp?

    @Flag(help: "JSON on one line, with the canonical form of the policy and its digest.")
    var json = false

    func validate() throws {
        guard version == nil || at == nil else { throw ValidationError("a version and --at exclude each other") }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let policy = try version.map { try trail.requirePolicy($0) } ?? trail.policy(at: at)
            let answer = PolicyAnswer(stamp: try trail.stamp(), policy: policy)
            guard json else { return try Output.write(PolicyDocument(answer.policy).yaml) }
            try ReportOptions.write(trail.answer(answer), json: true)
        }
    }
}

extension Trail {
    /// A published version.
    ///
    /// - Throws: ``ToolError`` when there is none.
    func requirePolicy(_ version: String) throws -> SalesPolicy {
        guard let policy = try policy(version: version) else {
            throw ToolError(
                .notFound, "no policy version \(version) was published; `dealtrail policy history` lists them")
        }
        return policy
    }
}
