import ArgumentParser
import Dealtrail

struct KeysRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes a key of an author out of force; what it has signed before stays signed.",
        discussion: "A key that was revoked is never used again.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var options: AuthorKeyOptions

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        try await options.change("revoke", "Revoked", in: location, by: who.author()) {
            AuthorKey.revoke($0, of: $1, reason: reason)
        }
    }
}
