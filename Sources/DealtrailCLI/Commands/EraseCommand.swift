import ArgumentParser
import Dealtrail

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Destroys the keys of a subject: what they sealed is unreadable for ever.",
        discussion: """
            No byte of the log changes, so views and proofs stay as they were. Backups made before still have the keys: \
            keep the receipt, and restore them with it. docs/erasure.md says what is reached and what is not.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Option(help: "Whose data, such as contact:C-17.", transform: Parse.name)
    var subject: SubjectID

    @Option(help: "Why, such as the number of the request; no personal data.")
    var reason: String

    @Option(help: "Write the receipt to this file too; it is always kept in the trail.", completion: .file())
    var receipt: String?

    @Option(help: "A private key file: the author signs the erasure with it.", completion: .file())
    var signWith: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        let signer = try signWith.map { try KeyFile.read($0) }
        try await location.withTrail { trail in
            switch try await Erasing.erase(subject, reason: reason, by: author, signer: signer, in: trail) {
            case .erased(let made):
                if let receipt { try made.write(to: receipt) }
                try tell("Erased", trail, made)
            case .already(let found, let earlier):
                if let receipt { try earlier?.write(to: receipt) }
                let facts = [("subject", subject.rawValue), ("keys", String(found)), ("position", "so already")]
                try ReportOptions.write(
                    Receipts(
                        name: "erase", title: "Erased already", stamp: try trail.stamp(), origin: trail.log.origin,
                        facts: facts), json: json)
            case .refused(let refusal): throw ToolError(.refused, refusal.description)
            }
        }
    }

    private func tell(_ title: String, _ trail: Trail, _ made: ErasureReceipt) throws {
        try ReportOptions.write(
            Receipts(
                name: "erase", title: title, stamp: try trail.stamp(), origin: made.origin,
                facts: [
                    ("subject", made.subject.rawValue), ("keys", String(made.keys.count)), ("by", made.author.rawValue),
                    ("reason", made.reason), ("recorded", made.recordedAt), ("position", String(made.position)),
                    ("event", made.event.description), ("receipt", receipt ?? "receipts/\(made.fileName)"),
                ]), json: json)
    }
}
