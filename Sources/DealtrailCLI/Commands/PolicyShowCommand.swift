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

    @OptionGroup var known: KnownOption

    @Option(
        name: [.long, .customLong("effective")],
        help: ArgumentHelp(
            "The policy that was or will be in force at this RFC 3339 time, or when the event at this position happened.",
            valueName: "position|time"), transform: Moment.init)
    var at: Moment?

    @Flag(help: "JSON on one line, with the canonical form of the policy and its digest.")
    var json = false

    func validate() throws {
        guard version == nil || at == nil else { throw ValidationError("a version and --at exclude each other") }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = AsOf(known: try known.known(in: trail), effective: try at?.happened(in: trail))
            let policy =
                try version.map { try trail.requirePolicy($0, asOf: point.known) }
                ?? trail.policy(at: point.effective, asOf: point.known)
            let answer = PolicyAnswer(stamp: try trail.stamp(asOf: point), policy: policy)
            guard json else { return try Output.write(PolicyDocument(answer.policy).yaml) }
            try ReportOptions.write(trail.answer(answer, at: point), json: true)
        }
    }
}

extension Trail {
    /// A version that was published, by the point up to which the log is read.
    ///
    /// - Throws: ``ToolError`` when there is none.
    func requirePolicy(_ version: String, asOf known: AsOf.Known? = nil) throws -> SalesPolicy {
        guard let policy = try policy(version: version, asOf: known) else {
            let then = known == nil ? "" : " by then"
            throw ToolError(
                .notFound, "no policy version \(version) was published\(then); `dealtrail policy history` lists them")
        }
        return policy
    }
}
