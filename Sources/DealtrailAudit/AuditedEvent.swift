public import DealtrailModel
public import DealtrailProof
import DealtrailSales

/// An event that was proved, as an auditor reads it.
public struct AuditedEvent: Hashable, Sendable {
    /// The event.
    public let recorded: RecordedEvent
    /// Its leaf hash.
    public let leaf: Digest
    /// What it does to prices.
    public let prices: [PriceStatement]
    /// What its author's signature proves.
    public internal(set) var authorProof = AuthorProof.none
    /// What the author has signed, when there is a signature.
    public private(set) var signedCommand: SignedCommand?

    /// Reads the canonical bytes.
    ///
    /// - Throws: `TrustError` (`mismatch`) when they are no event.
    init(_ canonical: [UInt8], at position: UInt64) throws(TrustError) {
        do throws(CBORError) {
            recorded = try RecordedEvent(position: position, canonical: canonical.rawSpan)
        } catch {
            throw TrustError(.mismatch, "what is proved at position \(position) is no event: \(error)")
        }
        leaf = TreeHasher.leaf(canonical)
        prices = PriceStatement.all(in: recorded)
    }

    /// Takes in what the signature of its append proves.
    mutating func prove(_ proof: AuthorProof, first: RecordedEvent?) {
        authorProof = proof
        signedCommand =
            proof.key == nil
            ? nil : first?.command.flatMap { try? CommandRecord(canonical: $0) }.map(SignedCommand.init)
    }

    /// The payload as JSON: with field names where the kind is known, with field numbers otherwise.
    public var payload: String {
        (try? Catalog.sales.withEngine.json(of: recorded)) ?? "\(recorded.payload.count) bytes that do not read"
    }

    /// Who acted, for whom, and through what.
    public var who: String {
        let author = recorded.author
        let principal = author.onBehalfOf.map { ", for \($0)" } ?? ""
        return "\(author.id) (\(author.kind))\(principal), through \(author.channel)"
    }

    /// When it happened, as its author says.
    public var happened: String {
        recorded.occurredAt.time.map(\.description) ?? "not recorded"
    }
}

extension AuditedEvent: Encodable {
    private enum CodingKeys: String, CodingKey {
        case position, id, kind, stream, revision, author, authorKind, onBehalfOf, channel, occurredAt, recordedAt
        case command, payload, leaf, prices, authorProof
    }

    private struct Signature: Encodable {
        let state: String
        let key: AuthorPublicKey?
        let registeredAt: UInt64?
        let covers: String?
        let command: SignedCommand?
    }

    /// Writes the fields that `docs/cli.md` lists.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(recorded.position, forKey: .position)
        try container.encode(recorded.id, forKey: .id)
        try container.encode(recorded.kind, forKey: .kind)
        try container.encode(recorded.stream, forKey: .stream)
        try container.encode(recorded.revision, forKey: .revision)
        try container.encode(recorded.author.id, forKey: .author)
        try container.encode(recorded.author.kind.description, forKey: .authorKind)
        try container.encodeIfPresent(recorded.author.onBehalfOf, forKey: .onBehalfOf)
        try container.encode(recorded.author.channel, forKey: .channel)
        try container.encodeIfPresent(recorded.occurredAt.time?.description, forKey: .occurredAt)
        try container.encode(recorded.recordedAt, forKey: .recordedAt)
        try container.encode(recorded.commandID, forKey: .command)
        try container.encode(payload, forKey: .payload)
        try container.encode(leaf.hex, forKey: .leaf)
        try container.encode(prices, forKey: .prices)
        try container.encode(
            Signature(
                state: authorProof.name, key: authorProof.key, registeredAt: authorProof.registration,
                covers: authorProof.key == nil ? nil : AuthorProof.covers, command: signedCommand),
            forKey: .authorProof)
    }
}
