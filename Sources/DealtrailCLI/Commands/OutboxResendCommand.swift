import ArgumentParser
import Dealtrail
import DealtrailReactions

struct OutboxResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Puts dead letters back among what is owed, with all their attempts.",
        discussion: "Nothing is sent by this: `outbox deliver` does.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The keys, as `outbox list --dead` shows them.", transform: Parse.name)
    var keys: [MessageKey] = []

    @Flag(help: "All dead letters.")
    var all = false

    @Option(help: "Why, in a sentence.")
    var reason: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard keys.isEmpty == all else { throw ValidationError("give the keys of dead letters, or --all") }
    }

    func run() async throws {
        let author = try who.author()
        try await location.withTrail { trail in
            let outbox = try trail.outbox()
            // Looked up before the first is resent: one that is not there leaves all as they are.
            let letters = try all ? outbox.deadLetters : keys.map { key in
                guard let letter = outbox.deadLetter(key) else { throw OutboxError(.noDeadLetter, key.rawValue) }
                return letter
            }
            for letter in letters {
                let id = CommandID("resend:\(letter.letter.key):after-\(letter.position)")
                let resend = Message.resend(letter.letter.key, of: letter.letter.reaction, reason: reason)
                let handled = try await trail.handle(resend, by: author, id: id)
                if let refusal = handled.refusal { throw ToolError(.refused, refusal.description) }
            }
            let receipts = Receipts(
                name: "outbox resend", title: "Owed again", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: letters.map { ($0.letter.key.rawValue, $0.letter.reaction.rawValue) })
            try ReportOptions.write(receipts, json: json)
        }
    }
}
