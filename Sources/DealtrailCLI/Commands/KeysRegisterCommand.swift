import ArgumentParser
import Dealtrail

struct KeysRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Registers the key with which an author signs his commands.",
        discussion: "Authors look after their own keys; for somebody else a service does, or a registrar of the policy."
    )

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var options: AuthorKeyOptions

    func run() async throws {
        try await options.change("register", "Registered", in: location, by: who.author()) {
            AuthorKey.register($0, of: $1)
        }
    }
}
