import ArgumentParser
import Dealtrail
import DealtrailAudit

struct KeysRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes a key of an author out of force; what it has signed before stays signed.",
        discussion: "A key that was revoked is never used again.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var options: AuthorKeyOptions

    @Option(help: "The public key: 64 hexadecimal digits, a verifier key of `keys generate`, or a file with one.")
    var publicKey: String

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        let key = try AuthorKeyArgument.key(publicKey)
        try await options.change("revoke", "Revoked", key, in: location, by: who.author()) {
            AuthorKey.revoke(key, of: $0, reason: reason)
        }
    }
}
