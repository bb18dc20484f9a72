public import DealtrailModel
import DealtrailProof

/// What an author's signature proves of an event, apart from what the log proves.
public enum AuthorProof: Hashable, Sendable {
    /// What a signature covers, in words.
    public static let covers =
        "the command: origin, id, author, time and arguments; not what was decided, nor when it was recorded"

    /// The author has signed the command that led to the event, with a key that the auditor trusts to be his.
    case proved(AuthorPublicKey)
    /// It is signed with a key that this log had put in force for the author at a position; whether the key is really his,
    /// the log cannot prove.
    case registered(AuthorPublicKey, author: ActorID, position: UInt64)
    /// Somebody has signed it with a key that the auditor cannot tell whose it is.
    case keyNotKnown(AuthorPublicKey)
    /// The signature, if there is one, is with the first event of the append, at this position, which the file lacks.
    case elsewhere(position: UInt64)
    /// Nobody has signed it.
    case none

    /// Checks the signature of the append that an event belongs to.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - first: The first event of its append; `nil` when the file has it not.
    ///   - origin: The log of the checkpoint.
    ///   - keys: The keys that the auditor trusts, by author.
    /// - Throws: `TrustError` (`forgedSignature`) for a signature that does not hold, or that another key has made than
    ///   those which the auditor trusts to be the author's; (`mismatch`) for one of another command, and for an event that
    ///   cannot belong to that append.
    init(
        of event: RecordedEvent, first: RecordedEvent?, origin: String, keys: [ActorID: Set<AuthorPublicKey>]
    ) throws(TrustError) {
        guard let first else {
            self = .elsewhere(position: event.position &- event.index)
            return
        }
        guard let signature = first.signature else {
            self = .none
            return
        }
        guard event.index < first.count, event.count == first.count, event.position &- event.index == first.position
        else {
            throw TrustError(
                .mismatch,
                "the event at position \(event.position) says that it is number \(event.index) of \(event.count) of its "
                    + "append, and position \(first.position) leads one of \(first.count)")
        }
        let place = "position \(first.position)"
        guard let command = first.command, signature.verifies(command) else {
            throw TrustError(.forgedSignature, "the author's signature at \(place) is not that of the command there")
        }
        let record: CommandRecord
        do throws(CBORError) {
            record = try CommandRecord(canonical: command)
        } catch {
            throw TrustError(.mismatch, "what is signed at \(place) is no command: \(error)")
        }
        guard record.origin.utf8.elementsEqual(origin.utf8), record.id == event.commandID,
            record.id == first.commandID, record.author == event.author, record.author == first.author
        else {
            throw TrustError(
                .mismatch,
                "the command that is signed at \(place) is \(record.id) of \(record.author.id) for \(record.origin), "
                    + "not \(event.commandID) of \(event.author.id) for \(origin)")
        }
        guard let trusted = keys[record.author.id], !trusted.isEmpty else {
            self = .keyNotKnown(signature.key)
            return
        }
        guard trusted.contains(signature.key) else {
            throw TrustError(
                .forgedSignature,
                "the key \(signature.key) at \(place) is none of those that you trust to be \(record.author.id)'s")
        }
        self = .proved(signature.key)
    }

    /// One line: what is proved.
    var text: String {
        switch self {
        case .proved(let key): "signed by the author, with the key \(key)"
        case .registered(let key, let author, let position):
            "signed by a key that this log registered for \(author) at position \(position): \(key)"
        case .keyNotKnown(let key): "signed with the key \(key); give --author-key to say whose it is"
        case .elsewhere(let position): "with the event at position \(position), which leads the append"
        case .none: "not signed"
        }
    }

    /// The word in JSON.
    var name: String {
        switch self {
        case .proved: "proved"
        case .registered: "registered"
        case .keyNotKnown: "key-not-known"
        case .elsewhere: "elsewhere"
        case .none: "none"
        }
    }

    /// The key, when there is a signature.
    public var key: AuthorPublicKey? {
        switch self {
        case .proved(let key), .registered(let key, _, _), .keyNotKnown(let key): key
        case .elsewhere, .none: nil
        }
    }

    /// Where the log registered the key, when the file shows it.
    public var registration: UInt64? {
        if case .registered(_, _, let position) = self { position } else { nil }
    }
}
