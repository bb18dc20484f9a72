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

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let policy = try PolicyDocument.read(file).policy
        let author = try who.author()
        try await location.withTrail { trail in
            let digest = try policy.digest()
            let handled = try await trail.publish(
                policy, by: author, id: CommandID("policy:\(policy.version):\(digest.short)"), summary: summary)
            if case .refused(let refusal, _) = handled { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "policy publish", title: "Published", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("policy", policy.version), ("digest", digest.description), ("author", author.id.rawValue),
                    ("position", handled.receipt.map { String($0.position) } ?? "in force already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
