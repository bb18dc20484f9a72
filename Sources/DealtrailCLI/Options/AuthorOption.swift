import ArgumentParser
import Dealtrail
import Foundation

/// Who works with the tool; no fact is recorded without an author.
struct AuthorOption: ParsableArguments {
    @Option(
        name: .customLong("author"),
        help: "Who does this, such as ops:wu (or DEALTRAIL_AUTHOR; else the account of the operating system).")
    var given: String?

    /// The author, from the option, the environment, or the account that runs the tool.
    func author() throws -> Author {
        let environment = ProcessInfo.processInfo.environment["DEALTRAIL_AUTHOR"] ?? ""
        let name = given ?? (environment.isEmpty ? "os-user:\(NSUserName())" : environment)
        let author = Author(ActorID(name), channel: .tool)
        guard author.isValid else {
            throw ToolError.usage("\"\(name)\" is not an author: 1 to 255 bytes without control characters")
        }
        return author
    }
}
