import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct ReactionsValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Reads a list of reactions and tells everything that is wrong with it.")

    @Argument(help: "The reactions as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        help: "The endpoints as YAML: each that a reaction names has to be there.",
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        help: "A policy as YAML, in force or not: the alert rules of reactions have to be among its own.",
        completion: .file(extensions: ["yaml", "yml"]))
    var policy: String?

    @Flag(help: "The canonical JSON of each reaction, one a line.")
    var json = false

    func run() async throws {
        let rules = try policy.map { Set(AlertRules(try PolicyDocument.read($0).policy).names) }
        let reactions = try ReactionDocument.read(file, rules: rules).reactions
        if let config {
            let known = Set(try EndpointDocument.read(config).endpoints.map(\.name))
            let missing = reactions.compactMap { reaction in
                reaction.endpoint.flatMap { known.contains($0) ? nil : (reaction.name, $0) }
            }
            guard missing.isEmpty else {
                let lines = missing.map { "\(file): \($0.0) goes to \($0.1), which \(config) does not have" }
                throw ToolError.usage(lines.joined(separator: "\n"))
            }
        }
        for reaction in reactions {
            try Output.line(
                json
                    ? reaction.canonicalText()
                    : "\(reaction.name) in version \(reaction.version) is sound; its digest is \(reaction.digest()).")
        }
    }
}
