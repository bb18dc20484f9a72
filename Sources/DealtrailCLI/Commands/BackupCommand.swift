import ArgumentParser

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies a trail while it is in use; the copy is a trail like any other.",
        discussion: "The copy counts only when it was opened again and its root compared.")

    @OptionGroup var location: TrailLocation

    @Argument(help: "The directory to create.", completion: .directory)
    var target: String

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let receipts = try Copying.copy(
            "backup", from: location.path(), to: target, title: "Backed up and compared")
        try ReportOptions.write(receipts, json: json)
    }
}
