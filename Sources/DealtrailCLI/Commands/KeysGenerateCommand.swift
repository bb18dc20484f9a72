import ArgumentParser
import Dealtrail

struct KeysGenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Makes a key pair: the private key goes to a file, the verifier key is printed.",
        discussion: """
            The file is readable by its owner alone and is never written over. Keep it outside the trail, and give the \
            verifier key to those who are to check proofs.
            """)

    @Option(help: "The name of the key: for a log its origin, such as example.com/sales.")
    var name: String

    @Option(help: "The file of the private key; it must not exist.", completion: .file())
    var out: String

    @Flag(help: "The key of a witness, which cosigns checkpoints, in place of that of a log.")
    var witness = false

    func run() throws {
        let key = try SignerKey.generate(name: name, algorithm: witness ? .cosignature : .ed25519)
        try KeyFile.create(key, at: out)
        try Output.line(key.verifierKey.description)
    }
}
