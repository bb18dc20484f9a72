import ArgumentParser
import Dealtrail

struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Replaces the key of an author; what the one before has signed stays signed.",
        discussion: "Sign it with the key that is replaced (--sign-with).")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption
    @OptionGroup var options: AuthorKeyOptions

    @Option(help: "Why.")
    var reason: String?

    func run() async throws {
        try await options.change("rotate", "Rotated", in: location, by: who.author()) {
            AuthorKey.rotate(to: $0, of: $1, reason: reason)
        }
    }
}
