import ArgumentParser

struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "What fell due and has not happened, and who is told.",
        subcommands: [AlertsShowCommand.self, AlertsAcknowledgeCommand.self, AlertsSuppressCommand.self],
        defaultSubcommand: AlertsShowCommand.self)
}
