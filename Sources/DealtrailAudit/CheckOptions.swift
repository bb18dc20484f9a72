public import ArgumentParser
import DealtrailModel
import DealtrailProof
import Foundation

/// What an auditor gives to `dealtrail check` and to `dealtrail-check`, which are the same code.
public struct CheckOptions: ParsableArguments, Sendable {
    @Argument(help: "A proof file or a checkpoint.", completion: .file())
    var file: String

    @Option(
        help: "The verifier key of the log, or a file with it: from somebody you trust, not from the file's sender.")
    var key: String?

    @Option(help: "A trust policy (log, witness, group and quorum lines) in place of a key.", completion: .file())
    var policy: String?

    @Option(help: "The checkpoint that you kept from before: the log must continue it.", completion: .file())
    var knownCheckpoint: String?

    @Option(help: "The proof that the log grew from your checkpoint to that of the file.", completion: .file())
    var consistency: String?

    @Option(
        help: ArgumentHelp(
            "A key that you trust to be that of an author: 64 hexadecimal digits, a verifier key or a file with one.",
            valueName: "author=key"))
    var authorKey: [String] = []

    @Flag(help: "Every event has to be signed by its author, with a key of --author-key.")
    var requireAuthors = false

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    /// Nothing is given yet.
    public init() {}

    /// Refuses what leaves open whom to trust.
    ///
    /// - Throws: `ValidationError`.
    public func validate() throws {
        guard (key == nil) != (policy == nil) else {
            throw ValidationError("whom do you trust? give --key or --policy, one of them")
        }
    }

    /// Checks the file, and returns what to print.
    ///
    /// - Throws: `FormatError`, `TrustError`, `ProofError`.
    public func run() throws -> String {
        let trust = try TrustArgument.policy(key: key, policy: policy)
        let known = try knownCheckpoint.map { try SignedCheckpoint(AuditInput.read($0)) }
        let growth = try consistency.map { try GrowthProof(AuditInput.read($0)) }
        let auditor = Auditor(
            policy: trust, known: known, growth: growth, authorKeys: try AuthorKeyArgument.keys(authorKey),
            requiresAuthors: requireAuthors)
        let report = try auditor.check(AuditFile(AuditInput.read(file)))
        return json ? try JSONText.encode(report) + "\n" : report.text
    }
}
