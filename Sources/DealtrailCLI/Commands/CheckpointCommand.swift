import ArgumentParser
import Dealtrail
import DealtrailAudit

struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Signs what the log commits to, or adds cosignatures to it.",
        discussion: """
            The heads of all streams are committed first, by an event; what is signed is on disk. A checkpoint behind the \
            last one, or one that does not continue it, is not signed. Checkpoints are kept in checkpoints/ of the trail.

            --signer runs a command of yours: it gets the body of the note on standard input and prints one signature line.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Option(help: "The file of the private key.", completion: .file())
    var key: String?

    @Option(help: "A command that signs, in place of a key file; needs --verifier-key.")
    var signer: String?

    @Option(help: "The verifier key of the command that signs, or a file with it.")
    var verifierKey: String?

    @Flag(help: "The key differs from that of the last checkpoint, on purpose.")
    var newKey = false

    @Option(help: "Add the cosignatures of a copy that witnesses returned, and sign nothing.", completion: .file())
    var merge: String?

    @Option(help: "Write the checkpoint to a file as well.", completion: .file())
    var out: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard [key, signer, merge].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("give --key, --signer or --merge, one of them")
        }
        guard (signer == nil) == (verifierKey == nil) else {
            throw ValidationError("--signer and --verifier-key go together")
        }
    }

    func run() async throws {
        let author = try who.author()
        // Before the trail is touched: a wrong key leaves nothing behind.
        let signing: (any NoteSigner)? = try key.map { try KeyFile.read($0) } ?? command()
        try await location.withTrail { trail in
            let signed: SignedCheckpoint
            if let signing {
                signed = try await trail.log.checkpoint(by: author, signer: signing, isNewKey: newKey)
            } else {
                signed = try trail.log.checkpoints.merge(SignedCheckpoint(AuditInput.read(merge ?? "")))
            }
            if let out { try ProofOutput.write(signed.bytes, to: out) }
            let receipts = Receipts(
                name: "checkpoint", title: merge == nil ? "Signed" : "Cosignatures added", stamp: try trail.stamp(),
                origin: trail.log.origin,
                facts: [
                    ("size", String(signed.checkpoint.size)), ("root", signed.checkpoint.root.hex),
                    ("signatures", signed.note.signatures.map(\.name).joined(separator: ", ")),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }

    private func command() throws -> (any NoteSigner)? {
        guard let signer, let verifierKey else { return nil }
        return CommandSigner(command: signer, verifierKey: try TrustArgument.verifierKey(verifierKey))
    }
}
