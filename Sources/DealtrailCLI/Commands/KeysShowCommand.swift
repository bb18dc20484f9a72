import ArgumentParser
import Dealtrail

struct KeysShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints the verifier key of a private key.")

    @Argument(help: "The file of the private key.", completion: .file())
    var file: String

    func run() throws {
        try Output.line(KeyFile.read(file).verifierKey.description)
    }
}
