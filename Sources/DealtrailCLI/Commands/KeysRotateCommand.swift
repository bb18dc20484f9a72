import ArgumentParser
import Dealtrail
import DealtrailAudit

struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Replaces the key of an author; what the one before has signed stays signed.",
        discussion: "Sign it with the key that is replaced (--sign-with).")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var options: AuthorKeyOptions

    @Option(help: "The public key: 64 hexadecimal digits, a verifier key of `keys generate`, or a file with one.")
    var publicKey: String

    @Option(help: "Why.")
    var reason: String?

    func run() async throws {
        let key = try AuthorKeyArgument.key(publicKey)
        try await options.change("rotate", "Rotated", key, in: location, by: who.author()) {
            AuthorKey.rotate(to: key, of: $0, reason: reason)
        }
    }
}
