public import DealtrailEngine
public import DealtrailLog
public import DealtrailModel
public import DealtrailProof
public import DealtrailSales
import DealtrailViews

/// A trail: the log of a sales organisation, with its commands, its views and its questions.
///
/// ```swift
/// let trail = try await Trail.open(at: directory)
/// let lin = Author("rep:lin", onBehalfOf: "manager:wu")
/// let change = Quote.changePrice("Q-17", line: "L-2", to: .cny("92.50"), reason: "competitor offer")
/// switch try await trail.handle(change, by: lin, id: "req-8841") {
/// case .accepted(let accepted): print(accepted.position)
/// case .refused(let refusal, _): print(refusal.explanation)
/// case .unchanged: break
/// }
/// let history = try trail.priceHistory(of: .quote("Q-17"))
/// ```
///
/// Safe to use from any task. Several processes may have the same trail open.
public final class Trail: Sendable {
    /// The log.
    public let log: TrailLog
    /// What this build knows: events and commands.
    public let catalog: Catalog
    let handler: CommandHandler
    let clock: @Sendable () -> Timestamp
    let views: TrailViews
    /// Where the events of the catalogue name their documents and due times.
    let occurrenceFields: OccurrenceFields

    private init(_ log: TrailLog, catalog: Catalog, views: ViewCatalog, options: TrailOptions) {
        self.log = log
        self.catalog = catalog.withEngine
        occurrenceFields = OccurrenceFields(catalog)
        clock = options.clock
        handler = CommandHandler(log: log, rules: .salesPolicy(in: log.blobs), signatures: .sales)
        self.views = TrailViews(log: log, catalog: views)
    }

    /// Creates a trail and publishes its first policy.
    ///
    /// - Parameters:
    ///   - directory: A path that does not exist or an empty directory.
    ///   - origin: The name of the log in proofs, such as `example.com/sales`.
    ///   - author: Who sets the trail up, and so publishes the first policy.
    ///   - policy: The first policy.
    ///   - catalog: Events and commands; add your own with `+`.
    ///   - views: Projections; add your own with `+`.
    ///   - options: Sizes, clock and identifiers.
    /// - Throws: `LogError` (`exists`, `diskFull`, ...), `CatalogError`.
    public static func create(
        at directory: String, origin: String, by author: Author, policy: SalesPolicy = .standard,
        catalog: Catalog = .sales, views: ViewCatalog = .sales, options: TrailOptions = TrailOptions()
    ) async throws -> Trail {
        try catalog.validate()
        let log = try TrailLog.create(at: directory, origin: origin, options: options)
        let trail = Trail(log, catalog: catalog, views: views, options: options)
        _ = try await trail.publish(
            policy, by: author, id: CommandID("policy:\(policy.version)"), summary: "first policy")
        return trail
    }

    /// Opens a trail.
    ///
    /// - Throws: `LogError` (`notFound`, `notATrail`, `newerFormat`, `truncated`, ...), `CatalogError`.
    public static func open(
        at directory: String, catalog: Catalog = .sales, views: ViewCatalog = .sales,
        options: TrailOptions = TrailOptions()
    ) async throws -> Trail {
        try catalog.validate()
        return Trail(
            try TrailLog.open(at: directory, options: options), catalog: catalog, views: views, options: options)
    }

    /// Decides a command and records what follows: events, or the refusal.
    ///
    /// Only faults are thrown.
    ///
    /// - Parameters:
    ///   - command: What is asked for.
    ///   - author: Who asks.
    ///   - id: The idempotency key: the same command with the same id is decided once and answered alike.
    ///   - occurredAt: When it happened, when that is not now.
    ///   - correlation: What it belongs to.
    ///   - causation: The event that caused it.
    ///   - signature: The author's signature of the command, as ``command(_:by:id:occurredAt:)`` states it.
    /// - Returns: Accepted with its receipt (durable), refused with the reason, or unchanged.
    /// - Throws: `AppendError`, `LogError`, `EngineError`.
    public func handle(
        _ command: some Command, by author: Author, id: CommandID, occurredAt: OccurredAt? = nil,
        correlation: CorrelationID? = nil, causation: EventID? = nil, signature: CommandSignature? = nil
    ) async throws -> Handled {
        try await handler.handle(
            command, by: author, id: id, occurredAt: occurredAt, correlation: correlation, causation: causation,
            signature: signature, before: effect(of: command))
    }

    /// What a command does beside the log, before its events are on disk.
    private func effect(of command: some Command) -> (@Sendable () throws -> Void)? {
        guard let erase = command as? Subject.Erase else { return nil }
        return { [keys = log.subjectKeys] in try keys.destroy(erase.keys, of: erase.subjectID) }
    }

    /// The canonical form of a command, which is what its author signs.
    ///
    /// - Throws: `EncodingError` when the command has no canonical form.
    public func command(
        _ command: some Command, by author: Author, id: CommandID, occurredAt: OccurredAt? = nil
    ) throws -> CommandRecord {
        try CommandRecord(command, origin: log.origin, id: id, author: author, occurredAt: occurredAt)
    }

    /// Publishes a policy: its text goes to the blobs, its digest into the log.
    ///
    /// It is in force with that, unless it is to wait for ``activate(_:by:id:effectiveFrom:reason:signer:)``.
    ///
    /// - Parameters:
    ///   - policy: The policy; a version that was published is never reused for another text.
    ///   - author: Who publishes it.
    ///   - id: The idempotency key.
    ///   - summary: What changed, in a sentence.
    ///   - start: From when it holds; `nil` for at once. A time that has passed is refused: what was decided since then
    ///     was decided without it.
    ///   - waits: Whether it only is published, and waits for its activation.
    ///   - signer: The author's key, which signs the command; `nil` leaves it unsigned.
    /// - Throws: as ``handle(_:by:id:occurredAt:correlation:causation:signature:)``.
    @discardableResult
    public func publish(
        _ policy: SalesPolicy, by author: Author, id: CommandID, summary: String? = nil,
        effectiveFrom start: Timestamp? = nil, awaitsActivation waits: Bool = false, signer: SignerKey? = nil
    ) async throws -> Handled {
        let digest = try log.blobs.put(Array(try policy.canonicalText().utf8))
        let publish = Policy.publish(
            .sales, version: policy.version, digest: digest, summary: summary, effectiveFrom: start,
            awaitsActivation: waits)
        let signature = try signer?.sign(command(publish, by: author, id: id))
        return try await handle(publish, by: author, id: id, signature: signature)
    }

    /// The policy in force at an instant, by default now.
    ///
    /// Before the first was published the standard one holds.
    ///
    /// - Throws: `EngineError` (`rulesUnavailable`) when its text is missing.
    public func policy(at instant: Timestamp? = nil) throws -> SalesPolicy {
        try handler.rulesInForce(at: instant ?? clock()).rules as? SalesPolicy ?? .standard
    }

    /// The policy under which an answer is given: that in force at the time it speaks of, by what was known there.
    ///
    /// A policy that was published afterwards changes no answer of before, from whenever it holds.
    ///
    /// - Throws: As ``policy(at:)``.
    public func policy(of stamp: AnswerStamp) throws -> SalesPolicy {
        try policy(at: stamp.time, knownThrough: stamp.position)
    }

    /// The policy in force at an instant, as was known with the event at a position; without one nothing was known.
    func policy(at instant: Timestamp, knownThrough position: UInt64?) throws -> SalesPolicy {
        let known = 0..<(position.map { $0 + 1 } ?? 0)
        return try handler.rulesInForce(at: instant, known: known).rules as? SalesPolicy ?? .standard
    }

    /// Answers what was taken, and closes the files.
    ///
    /// - Throws: `LogError`, `LMDBError` when a read is still going on.
    public func close() async throws {
        try await log.close()
        try views.close()
    }
}

extension ViewCatalog {
    /// The projections of the sales domain.
    public static let sales = ViewCatalog(SalesViews.all)
}
