import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Shows, checks and publishes the rules of a trail.",
        subcommands: [PolicyShowCommand.self, PolicyCheckCommand.self, PolicyPublishCommand.self])
}
