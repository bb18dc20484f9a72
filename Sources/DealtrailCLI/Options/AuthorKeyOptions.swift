import ArgumentParser
import Dealtrail
import DealtrailAudit

/// Whose key it is, and how the change is signed.
struct AuthorKeyOptions: ParsableArguments {
    @Option(help: "The public key: 64 hexadecimal digits, a verifier key of `keys generate`, or a file with one.")
    var publicKey: String

    @Option(
        name: .customLong("for"), help: "Whose key it is; by default the author's own.", transform: Parse.name)
    var subject: ActorID?

    @Option(help: "A private key file: the author signs this change with it.", completion: .file())
    var signWith: String?

    @Flag(help: "JSON on one line.")
    var json = false

    /// Lets the change be decided, and says what became of it.
    func change<Request: Command>(
        _ what: String, _ title: String, in location: TrailLocation, by author: Author,
        _ command: (AuthorPublicKey, ActorID) -> Request
    ) async throws {
        let key = try AuthorKeyArgument.key(publicKey)
        let owner = subject ?? author.id
        let request = command(key, owner)
        let signer = try signWith.map { try KeyFile.read($0) }
        try await location.withTrail { trail in
            // What was refused or revoked may be asked for again: the identifier says what it follows.
            let last = try trail.log.events(EventFilter(query: .tag(.author(owner)))).last
            let follows = last.map { String($0.position) } ?? "nothing"
            let id = CommandID("keys:\(what):\(key.short):after-\(follows)")
            let signature = try signer?.sign(trail.command(request, by: author, id: id))
            let handled = try await trail.handle(request, by: author, id: id, signature: signature)
            if case .refused(let refusal, _) = handled { throw ToolError(.refused, refusal.description) }
            let receipts = Receipts(
                name: "keys \(what)", title: title, stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [
                    ("author", owner.rawValue), ("key", key.description), ("by", author.id.rawValue),
                    ("signed", signature == nil ? "no" : "yes"),
                    ("position", handled.receipt.map { String($0.position) } ?? "so already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
