import ArgumentParser
import Dealtrail
import DealtrailPolicy
import DealtrailReactions

struct ReactionsEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Lets the reactions of a file work, from now on unless --from says otherwise.",
        discussion: """
            A reaction that is enabled in that version already is left as it is (with --from it is refused); another version takes the place of the one \
            before. An alert rule has to be one of the policy in force that tells somebody. Nothing is sent by this: `outbox deliver` does.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The reactions as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Argument(help: "Only these reactions.", transform: Parse.name)
    var names: [ReactionName] = []

    @Option(help: "From which position on events are reacted to, such as 0 for all that there are.")
    var from: UInt64?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let rules = Set(AlertRules(try trail.policy()).names)
            let defined = try ReactionDocument.read(file, rules: rules).reactions
            if let unknown = names.first(where: { name in !defined.contains { $0.name == name } }) {
                throw ToolError(.notFound, "\(file) has no reaction \(unknown)")
            }
            let wanted = defined.filter { names.isEmpty || names.contains($0.name) }
            var facts: [(String, String)] = []
            for reaction in wanted {
                facts.append((reaction.name.rawValue, try await enable(reaction, by: author, in: trail)))
            }
            let receipts = Receipts(
                name: "reactions enable", title: "Enabled", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: facts)
            try ReportOptions.write(receipts, json: json)
        }
    }

    private func enable(
        _ reaction: ReactionDefinition, by author: Author, in trail: Trail
    ) async throws -> String {
        let standing = try trail.outbox().reactions.last { $0.reaction == reaction.name }
        // Where it is to begin elsewhere, that it is enabled already is an objection.
        if from == nil, let standing, standing.version == reaction.version,
            standing.definition == (try reaction.digest())
        {
            return "version \(reaction.version), so already"
        }
        let id = try trail.nextCommandID("reactions:enable:\(reaction.version)", .reaction(reaction.name))
        let handled = try await trail.enable(reaction, by: author, id: id, from: from)
        if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
        let start = from.map { "position \($0)" } ?? "now"
        return "version \(reaction.version), from \(start) on"
    }
}

extension Trail {
    /// An identifier for a command that may be given again after what it did was undone: it says what it follows.
    func nextCommandID(_ what: String, _ stream: StreamName) throws -> CommandID {
        let last = try log.events(.stream(stream), direction: .backward, limit: 1).first
        return CommandID("\(what):\(stream):after-\(last.map { String($0.position) } ?? "nothing")")
    }
}
