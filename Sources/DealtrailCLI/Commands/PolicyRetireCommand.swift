import ArgumentParser
import Dealtrail

struct PolicyRetireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Ends a version; what was in force before it holds again.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var change: PolicyChangeOptions

    @Option(help: "Why, in a sentence.")
    var reason: String

    func run() async throws {
        try await change.change("retire", "Retired", in: location, by: who) { trail, author, id, signer in
            try await trail.retire(
                change.version, by: author, id: id, effectiveFrom: change.effectiveFrom, reason: reason,
                signer: signer)
        }
    }
}
