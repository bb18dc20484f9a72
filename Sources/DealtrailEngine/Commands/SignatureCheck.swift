import DealtrailModel

/// What a handler knows of the signature of one command.
struct SignatureCheck: Sendable {
    /// What every rule here is called by, up to its dot.
    static let rules = "signature."

    let author: ActorID
    let signature: CommandSignature?
    /// Whether the key that the signature names has made it; found out before the order of the log is entered.
    private let isGenuine: Bool

    init(_ signature: CommandSignature?, of command: [UInt8], by author: ActorID) {
        self.author = author
        self.signature = signature
        isGenuine = signature?.verifies(command) ?? false
    }

    /// The events that have to be read; none for a command without a signature, which so costs nothing more than before.
    func scope(_ source: SignatureSource) -> Query {
        signature == nil ? .none : source.scope(author)
    }

    /// Checks the signature against the keys that are in force where the command is decided.
    ///
    /// - Throws: `Refusal`: `signature.missing`, `signature.forged`, `signature.no-key`, `signature.other-key`,
    ///   `signature.retired-key`.
    func require(
        _ keys: AuthorKeys, demanded: Bool, kind: EventKind, version: String
    ) throws(Refusal) {
        guard let signature else {
            guard demanded else { return }
            throw Refusal(
                Self.rules + "missing", version: version, "a \(kind) is signed by its author, and this one is not",
                inputs: ["author": author.rawValue])
        }
        // Kept as evidence, since the envelope only has signatures that hold.
        var inputs = [
            "author": author.rawValue, "key": signature.key.description,
            "signature": signature.hex,
        ]
        inputs["in force"] = keys.inForce?.description
        guard isGenuine else {
            throw Refusal(
                Self.rules + "forged", version: version,
                "the signature is not that of this command: another key made it, or something was changed",
                inputs: inputs)
        }
        guard keys.inForce != signature.key else { return }
        guard !keys.retired.contains(signature.key) else {
            throw Refusal(
                Self.rules + "retired-key", version: version,
                "the key \(signature.key.short) of \(author) was rotated or revoked; sign with the one in force",
                inputs: inputs)
        }
        guard keys.inForce != nil else {
            throw Refusal(
                Self.rules + "no-key", version: version, "\(author) has no key in force; register it first",
                inputs: inputs)
        }
        throw Refusal(
            Self.rules + "other-key", version: version,
            "the key \(signature.key.short) is not that of \(author)", inputs: inputs)
    }

    /// Checks a repeated command against the one that was recorded.
    ///
    /// The content is compared by the log. Another signature of the same content is taken when the same key made it; none
    /// at all asks for the first answer and adds nothing.
    ///
    /// - Throws: `AppendError` (`commandReused`).
    func requireSame(as first: RecordedEvent) throws {
        guard let signature, signature != first.signature else { return }
        if first.kind == CommandRefused.kind,
            let refused = try? first.decode(CommandRefused.self), refused.rule.hasPrefix(Self.rules)
        {
            return
        }
        guard isGenuine, signature.key == first.signature?.key else {
            let before = first.signature.map { "signed with the key \($0.key.short)" } ?? "not signed"
            throw AppendError(
                .commandReused, "command \(first.commandID) was \(before), and now has another signature",
                position: first.position)
        }
    }
}
