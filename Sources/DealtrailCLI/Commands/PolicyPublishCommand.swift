import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct PolicyPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Puts the text of a policy into the log; it is in force when it is activated.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The policy as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: "What changed, in a sentence.")
    var summary: String?

    @Flag(help: "Put it in force as well; decisions made before stay as they were made.")
    var activate = false

    @Option(
        name: .customLong("effective-from"),
        help: "Put it in force as well, from this RFC 3339 time on, which has not passed.", transform: Parse.zonedTime)
    var beginning: ZonedTime?

    private var effectiveFrom: Timestamp? { beginning?.instant }

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let policy = try PolicyDocument.read(file).policy
        let author = try who.author()
        let waits = !activate && effectiveFrom == nil
        try await location.withTrail { trail in
            let digest = try policy.digest()
            let follows = try trail.lastPolicyPosition()
            let handled = try await trail.publish(
                policy, by: author,
                id: CommandID("policy:\(waits ? "publish:" : "")\(policy.version):\(digest.short):after-\(follows)"),
                summary: summary, effectiveFrom: effectiveFrom, awaitsActivation: waits)
            if case .refused(let refusal, _) = handled {
                let problem = try PolicyDocument.problem(
                    PolicyChangeOptions.text(refusal, effectiveFrom: beginning), withVersionIn: file)
                throw ToolError(.refused, problem.description)
            }
            let receipts = Receipts(
                name: "policy publish", title: "Published", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("policy", policy.version), ("digest", digest.description), ("author", author.id.rawValue),
                    ("from", waits ? "awaits its activation" : effectiveFrom?.description ?? "now"),
                    ("position", handled.receipt.map { String($0.position) } ?? "published already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}

extension Trail {
    /// What a change of the policy follows, for its identifier: what was done before may be done again after another.
    func lastPolicyPosition() throws -> String {
        try log.events(EventFilter(query: .tag(.policy(.sales)))).last.map { String($0.position) } ?? "nothing"
    }
}
