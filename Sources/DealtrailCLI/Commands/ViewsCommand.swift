import ArgumentParser

struct ViewsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "views",
        abstract: "The stored views: how far each is, what it stands still at, what is built, what is old.",
        subcommands: [
            ViewsListCommand.self, ViewsRetryCommand.self, ViewsSkipCommand.self, ViewsRemoveCommand.self,
        ],
        defaultSubcommand: ViewsListCommand.self)
}
