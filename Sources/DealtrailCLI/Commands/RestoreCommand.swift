import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Makes a trail from a backup; an existing trail is never overwritten.",
        discussion: "Views and index are not in a backup; they are built again when they are needed.")

    @OptionGroup var location: TrailLocation

    @Argument(help: "The backup.", completion: .directory)
    var backup: String

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let receipts = try Copying.copy("restore", from: backup, to: location.path(), title: "Restored and compared")
        try ReportOptions.write(receipts, json: json)
    }
}
