import ArgumentParser

struct ReactionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reactions", abstract: "Which events lead to messages: enables, disables, lists and validates.",
        subcommands: [
            ReactionsEnableCommand.self, ReactionsDisableCommand.self, ReactionsListCommand.self,
            ReactionsValidateCommand.self,
        ])
}
