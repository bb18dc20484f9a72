import ArgumentParser
import Dealtrail

struct PolicyActivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Puts a published version in force; decisions made before stay as they were made.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var change: PolicyChangeOptions

    @Option(help: "Why, in a sentence.")
    var reason: String?

    func run() async throws {
        try await change.change("activate", "Activated", in: location, by: who) { trail, author, id, signer in
            try await trail.activate(
                change.version, by: author, id: id, effectiveFrom: change.effectiveFrom, reason: reason,
                signer: signer)
        }
    }
}
