import ArgumentParser
import Dealtrail
import DealtrailAudit

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks a whole trail: every event, the hash tree, checkpoints, index, blobs.",
        discussion: """
            The reading is done in a child process, so that a file that is damaged badly enough to crash the store's own \
            code still leads to a report. The exit code is 1 when something is wrong.
            """)

    @OptionGroup var location: TrailLocation

    @Option(help: "The verifier key of the log, or a file with it: checkpoints must have its signature.")
    var key: String?

    @Option(help: "A trust policy in place of a key.", completion: .file())
    var policy: String?

    @Flag(help: "Check the signatures of authors too, each against the key in force where it stands.")
    var signatures = false

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    @Flag(name: .customLong("in-this-process"), help: .private)
    var isChild = false

    func validate() throws {
        guard key == nil || policy == nil else { throw ValidationError("--key and --policy exclude each other") }
    }

    func run() async throws {
        let path = try location.place()
        let policy = key == nil && policy == nil ? nil : try TrustArgument.policy(key: key, policy: policy)
        let known = try location.knownCheckpoint.map { try SignedCheckpoint(AuditInput.read($0)).checkpoint }
        if isChild {
            return try VerifyChild.run(
                TrailVerifier(
                    directory: path, policy: policy, known: known.map { [$0] } ?? [],
                    authorKeys: signatures ? AuthorKeyRegister() : nil))
        }
        let options = [("--key", key), ("--policy", self.policy), ("--known-checkpoint", location.knownCheckpoint)]
        let arguments =
            options.flatMap { name, value in value.map { [name, $0] } ?? [] } + (signatures ? ["--signatures"] : [])
        let outcome = try VerifyParent(directory: path, arguments: arguments).run()
        try ReportOptions.write(outcome, json: json)
        if !outcome.isSound { throw Finding(status: .found) }
    }
}
