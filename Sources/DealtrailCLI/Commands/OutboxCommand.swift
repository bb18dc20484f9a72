import ArgumentParser

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Messages that leave: lists what is owed and dead, delivers, and resends.",
        subcommands: [OutboxListCommand.self, OutboxDeliverCommand.self, OutboxResendCommand.self])
}
