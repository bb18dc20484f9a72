import ArgumentParser
import Dealtrail
import DealtrailAudit

struct CosignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosign", abstract: "As a witness: signs a checkpoint that continues the one signed before.",
        discussion: """
            Needs no trail. A witness keeps what it printed last and gives it as --known-checkpoint the next time, with the \
            proof from `dealtrail prove --consistency`; only a first checkpoint is signed without.
            """)

    @Argument(help: "The checkpoint.", completion: .file())
    var file: String

    @Option(help: "The file of the witness's private key.", completion: .file())
    var key: String

    @Option(help: "The verifier key of the log, or a file with it.")
    var logKey: String

    @Option(help: "The checkpoint that was cosigned last.", completion: .file())
    var knownCheckpoint: String?

    @Option(help: "The proof that the log grew from that one to this.", completion: .file())
    var consistency: String?

    @Option(help: "Write the cosigned checkpoint to a file; by default to standard output.", completion: .file())
    var out: String?

    func run() throws {
        let signer = try KeyFile.read(key)
        guard signer.verifierKey.algorithm == .cosignature else {
            throw TrustError(.keyOfOther, "\(signer.verifierKey.name) is the key of a log; `keys generate --witness`")
        }
        let signed = try SignedCheckpoint(AuditInput.read(file))
        let auditor = Auditor(
            policy: TrustPolicy(log: try TrustArgument.verifierKey(logKey)),
            known: try knownCheckpoint.map { try SignedCheckpoint(AuditInput.read($0)) },
            growth: try consistency.map { try GrowthProof(AuditInput.read($0)) })
        _ = try auditor.check(.checkpoint(signed))
        let now = TrailOptions.systemClock().nanoseconds / 1_000_000_000
        let cosigned = signed.adding(try signer.sign(signed.note.body, time: UInt64(max(0, now))))
        try ProofOutput.write(cosigned.bytes, to: out)
    }
}
