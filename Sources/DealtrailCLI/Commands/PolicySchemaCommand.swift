import ArgumentParser
import DealtrailPolicy

struct PolicySchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema of policies, by which editors complete and check them.")

    func run() async throws { try Output.write(PolicyDocument.schema()) }
}
