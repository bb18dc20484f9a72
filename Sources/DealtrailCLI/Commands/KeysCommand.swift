import ArgumentParser

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys that sign checkpoints, and those with which authors sign.",
        subcommands: [
            KeysGenerateCommand.self, KeysShowCommand.self, KeysRegisterCommand.self, KeysRotateCommand.self,
            KeysRevokeCommand.self,
        ])
}
