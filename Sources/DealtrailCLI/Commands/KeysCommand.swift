import ArgumentParser

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys that sign checkpoints.",
        subcommands: [KeysGenerateCommand.self, KeysShowCommand.self])
}
