import ArgumentParser
import Dealtrail

struct NotesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "An author's private notes, opened for him.",
        discussion: "Whoever may read the keys of the trail may open them: the file system says who that is.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Only about this customer.", transform: Parse.name)
    var account: AccountID?

    func run() async throws {
        let author = try who.author().id
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let notes = try await trail.privateNotes(of: author, about: account, asOf: point)
            try form.write(trail.answer(notes, at: point))
            guard !notes.notes.isEmpty, notes.notes.allSatisfy({ $0.status != .open }) else { return }
            if notes.notes.allSatisfy({ $0.status == .erased }) {
                Output.complain("nothing of this can be read: \(author) was erased")
                throw Finding(status: .erased)
            }
            Output.complain("nothing of this can be read: its keys are not here; restore \"keys/\" from a backup")
            throw Finding(status: .keyMissing)
        }
    }
}
