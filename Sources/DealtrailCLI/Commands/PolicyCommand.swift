import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "The rules of a trail: validates, shows, compares, publishes and activates them.",
        subcommands: [
            PolicyValidateCommand.self, PolicyShowCommand.self, PolicyDiffCommand.self, PolicyPublishCommand.self,
            PolicyActivateCommand.self, PolicyRetireCommand.self, PolicyHistoryCommand.self, PolicySchemaCommand.self,
        ])
}
