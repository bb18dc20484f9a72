import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct PolicyPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Puts a policy in force; decisions made before stay as they were made.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The policy as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: "What changed, in a sentence.")
    var summary: String?

    @Option(help: "From when it holds, an RFC 3339 time; without it from now on.", transform: Parse.time)
    var effectiveFrom: Timestamp?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let policy = try PolicyDocument.read(file).policy
        let author = try who.author()
        try await location.withTrail { trail in
            let digest = try policy.digest()
            // An earlier version may be published again after another: the identifier says what it follows.
            let published = try trail.log.events(EventFilter(query: .tag(.policy(.sales)))).last
            let follows = published.map { String($0.position) } ?? "nothing"
            let handled = try await trail.publish(
                policy, by: author, id: CommandID("policy:\(policy.version):\(digest.short):after-\(follows)"),
                summary: summary, effectiveFrom: effectiveFrom)
            if case .refused(let refusal, _) = handled { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "policy publish", title: "Published", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("policy", policy.version), ("digest", digest.description), ("author", author.id.rawValue),
                    ("from", effectiveFrom?.description ?? "now"),
                    ("position", handled.receipt.map { String($0.position) } ?? "published already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
