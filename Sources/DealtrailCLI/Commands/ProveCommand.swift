import ArgumentParser
import Dealtrail

struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Writes a file that proves an event, a whole history, or that the log only grew.",
        discussion: """
            The file is checked offline with `dealtrail check` or `dealtrail-check`, with the verifier key alone. What \
            was appended after the last checkpoint cannot be proved yet: sign another one first.
            """)

    @OptionGroup var location: TrailLocation

    @Option(help: "The event at this position.")
    var position: UInt64?

    @Flag(
        help: """
            With --position: the event was signed, and the file also has what the log says of its author's keys, so that \
            `check` says where the log registered the key.
            """)
    var withKey = false

    @Option(help: "All events of this quote, and that there are no others.", transform: Parse.name)
    var quote: QuoteID?

    @Option(help: "All events of this stream, such as price-list:2026.", transform: Parse.name)
    var stream: StreamName?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "That the log only grew from one size to another (by default the latest).", valueName: "size"))
    var consistency: [UInt64] = []

    @Option(help: ArgumentHelp("Prove it in the checkpoint of this size; by default the latest.", valueName: "size"))
    var checkpoint: UInt64?

    @Option(help: "The file; by default standard output.", completion: .file())
    var out: String?

    func validate() throws {
        let wanted = [position != nil, quote != nil, stream != nil, !consistency.isEmpty]
        guard wanted.count(where: \.self) == 1 else {
            throw ValidationError("what is to be proved? --position, --quote, --stream or --consistency, one of them")
        }
        guard !withKey || position != nil else { throw ValidationError("--with-key goes with --position") }
        guard consistency.count <= 2, consistency.count < 2 || checkpoint == nil else {
            throw ValidationError("--consistency takes the old size and perhaps the new one")
        }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let log = trail.log
            let size = checkpoint ?? (consistency.count == 2 ? consistency[1] : nil)
            let signed = try size.map { size in
                guard let found = try log.checkpoints.checkpoint(at: size) else {
                    let sizes = log.checkpoints.sizes().suffix(5).map(String.init).joined(separator: ", ")
                    throw ToolError(.notFound, "no checkpoint of size \(size) was signed; the last ones are \(sizes)")
                }
                return found
            }
            let bytes: [UInt8]
            if let position, withKey {
                guard let proof = try trail.proof(ofSignedEventAt: position, in: signed) else {
                    throw ToolError(
                        .notFound, "nobody has signed the event at position \(position); leave --with-key away")
                }
                bytes = proof.bytes
            } else if let position {
                bytes = try log.proof(ofEventAt: position, in: signed).bytes
            } else if let old = consistency.first {
                bytes = try log.proof(ofGrowthFrom: old, to: signed).bytes
            } else {
                let name = quote.map { StreamName.quote($0) } ?? stream ?? ""
                bytes = try log.proof(ofHistory: name, in: signed).bytes
            }
            try ProofOutput.write(bytes, to: out)
        }
    }
}
