import ArgumentParser
import Dealtrail
import Foundation

struct NoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Writes down a private note about a customer; the text comes from standard input.",
        discussion: "It is sealed with the author's key before it comes near the log; `notes` opens it.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Option(help: "About which customer.", transform: Parse.name)
    var account: AccountID

    @Option(help: "About which opportunity.", transform: Parse.name)
    var opportunity: OpportunityID?

    @Option(
        name: .customLong("id"), help: "The note, for sending it again; by default a new one.", transform: Parse.name)
    var note: NoteID?

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let author = try who.author()
        let text = try StandardInput.text("the note")
        let note = note ?? NoteID(UUID().uuidString.lowercased())
        try await location.withTrail { trail in
            let handled = try await trail.addPrivateNote(
                note, about: account, opportunity: opportunity, text: text, by: author,
                id: CommandID("note:\(author.id):\(note)"))
            if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "note", title: "Noted", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("note", note.rawValue), ("account", account.rawValue), ("author", author.id.rawValue),
                    ("position", handled.receipt.map { String($0.position) } ?? "so already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
