import ArgumentParser
import Dealtrail

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Makes a trail from a backup; an existing trail is never overwritten.",
        discussion: """
            Views and index are not in a backup; they are built again when they are needed. What the log of the backup says \
            was erased is erased again; of later erasures the receipts tell.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The backup.", completion: .directory)
    var backup: String

    @Option(
        help: "Erase again what this receipt says, or all receipts in this directory; may be given several times.",
        completion: .file())
    var receipts: [String] = []

    @Option(
        help: "With --receipts: a private key file with which the author signs what is erased again.",
        completion: .file())
    var signWith: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard signWith == nil || !receipts.isEmpty else { throw ValidationError("--sign-with goes with --receipts") }
    }

    func run() async throws {
        let author = try who.author()
        let signer = try signWith.map { try KeyFile.read($0) }
        // Read first: one that does not read leaves no trail with keys that should be gone.
        let receipts = try receipts.flatMap { try ErasureReceipt.read($0) }
        var answer = try Copying.copy(
            "restore", from: backup, to: location.path(), receipts: receipts, title: "Restored and compared")
        if !receipts.isEmpty {
            try await location.withTrail { trail in
                let count = try await Erasing.again(receipts, by: author, signer: signer, in: trail)
                answer = answer.adding([("receipts", String(receipts.count)), ("recorded again", String(count))])
            }
        }
        try ReportOptions.write(answer, json: json)
    }
}
