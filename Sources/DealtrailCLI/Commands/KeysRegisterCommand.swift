import ArgumentParser
import Dealtrail
import DealtrailAudit

struct KeysRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Registers the key with which an author signs his commands.",
        discussion: "Authors look after their own keys; for somebody else a service does, or a registrar of the policy."
    )

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var options: AuthorKeyOptions

    @Option(help: "The public key: 64 hexadecimal digits, a verifier key of `keys generate`, or a file with one.")
    var publicKey: String

    func run() async throws {
        let key = try AuthorKeyArgument.key(publicKey)
        try await options.change("register", "Registered", key, in: location, by: who.author()) {
            AuthorKey.register(key, of: $0)
        }
    }
}
