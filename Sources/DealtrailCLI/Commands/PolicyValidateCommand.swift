import ArgumentParser
import Dealtrail
import DealtrailPolicy

struct PolicyValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Reads a policy and tells everything that is wrong with it.",
        aliases: ["check"])

    @Argument(help: "The policy as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Flag(help: "The canonical JSON that would be published, on one line.")
    var json = false

    func run() async throws {
        let policy = try PolicyDocument.read(file).policy
        try Output.line(
            json ? policy.canonicalText() : "The policy \(policy.version) is sound; its digest is \(policy.digest()).")
    }
}
