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

    @Option(help: "A command that signs this change, in place of a key file; needs --verifier-key.")
    var signer: String?

    @Option(help: "The verifier key of the command that signs, or a file with it.")
    var verifierKey: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard signWith == nil || signer == nil else {
            throw ValidationError("--sign-with and --signer exclude each other")
        }
        guard (signer == nil) == (verifierKey == nil) else {
            throw ValidationError("--signer and --verifier-key go together")
        }
    }

    /// Lets the change be decided, and says what became of it.
    func change<Request: Command>(
        _ what: String, _ title: String, in location: TrailLocation, by author: Author,
        _ command: (AuthorPublicKey, ActorID) -> Request
    ) async throws {
        let key = try AuthorKeyArgument.key(publicKey)
        let owner = subject ?? author.id
        let request = command(key, owner)
        // Before the trail is touched: a key that does not read leaves nothing behind.
        let own = try signWith.map { try KeyFile.read($0) }
        let other = try commandSigner()
        try await location.withTrail { trail in
            // What was refused or revoked may be asked for again: the identifier says what it follows.
            let last = try trail.log.events(EventFilter(query: .tag(.author(owner)))).last
            let follows = last.map { String($0.position) } ?? "nothing"
            let id = CommandID("keys:\(what):\(key.short):after-\(follows)")
            let record = try trail.command(request, by: author, id: id)
            let signature = if let own { try own.sign(record) } else { try await other?.signature(of: record) }
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

    private func commandSigner() throws -> CommandSigner? {
        guard let signer, let verifierKey else { return nil }
        return CommandSigner(command: signer, verifierKey: try TrustArgument.verifierKey(verifierKey))
    }
}

extension CommandSigner {
    /// Has a command of an author signed: the signer gets `CommandRecord.signedMessage`, as it gets the body of a note.
    ///
    /// - Throws: ``ToolError`` when it does not run; `FormatError` for what is no signature of the message by the key.
    fileprivate func signature(of record: CommandRecord) async throws -> CommandSignature {
        guard verifierKey.algorithm == .ed25519, let key = AuthorPublicKey(bytes: verifierKey.publicKey) else {
            throw FormatError(.verifierKey, "the key of a witness signs no commands")
        }
        let made = try await signature(of: record.signedMessage)
        guard verifierKey.claims(made), let signature = CommandSignature(key: key, bytes: made.payload),
            signature.verifies(record.canonical)
        else {
            throw FormatError(.signature, line: 1, "the signer's signature is not that of this command by this key")
        }
        return signature
    }
}
