public import DealtrailModel

/// Where the rules in force come from: events that publish, activate and retire them, and the documents that these name.
///
/// The engine knows no domain: the host says which kinds of events do so and in which fields digest and time lie.
public struct RulesSource: Sendable {
    /// The kind of event that publishes rules.
    public let kind: EventKind
    /// The kind of event that puts published rules in force; `nil` when publishing does.
    public let activationKind: EventKind?
    /// The kind of event that ends rules; `nil` when only others end them.
    public let retirementKind: EventKind?
    /// Which of those events count; give it a tag, so that a log finds them by its index.
    public let scope: Query
    /// The number of the payload field with the digest of the rules: a byte string of 32 bytes; the same for all kinds.
    public let digestField: UInt64
    /// The number of the payload field that says from when it holds, in nanoseconds; `nil` when it holds at once.
    public let effectiveField: UInt64?
    /// The number of a payload field of publications: where it is true, the rules are published and not yet in force.
    public let awaitingField: UInt64?
    /// The rules that hold before any were published.
    public let initial: any RuleSet
    /// Reads a published rule set, usually from the blobs of the trail.
    public let load: @Sendable (ContentDigest) throws -> any RuleSet

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - kind: The kind of event that publishes rules.
    ///   - activation: The kind of event that puts published rules in force.
    ///   - retirement: The kind of event that ends rules.
    ///   - tag: A tag that those events carry; `nil` takes all of the kinds, which a log may have to scan for.
    ///   - digestField: The number of the payload field with the digest.
    ///   - effectiveField: The number of the payload field that says from when it holds.
    ///   - awaitingField: The number of the payload field that says that a publication waits for its activation.
    ///   - initial: The rules that hold before any were published.
    ///   - load: Reads a published rule set.
    public init(
        kind: EventKind, activation: EventKind? = nil, retirement: EventKind? = nil, tag: Tag? = nil,
        digestField: UInt64, effectiveField: UInt64? = nil, awaitingField: UInt64? = nil, initial: any RuleSet,
        load: @escaping @Sendable (ContentDigest) throws -> any RuleSet
    ) {
        self.kind = kind
        activationKind = activation
        retirementKind = retirement
        let kinds = Set([kind, activation, retirement].compactMap(\.self))
        scope = Query(items: [Query.Item(kinds: kinds, tags: tag.map { [$0] } ?? [])])
        self.digestField = digestField
        self.effectiveField = effectiveField
        self.awaitingField = awaitingField
        self.initial = initial
        self.load = load
    }

    private init(fixed rules: any RuleSet) {
        kind = ""
        activationKind = nil
        retirementKind = nil
        scope = .none
        digestField = 0
        effectiveField = nil
        awaitingField = nil
        initial = rules
        load = { throw EngineError(.rulesUnavailable, "rules \($0.short): this service has only fixed rules") }
    }

    /// Rules that never change and that no event publishes.
    public static func fixed(_ rules: any RuleSet) -> RulesSource { RulesSource(fixed: rules) }

    /// The kinds of events that change which rules are in force; none for fixed rules.
    var kinds: Set<EventKind> {
        scope.items.isEmpty ? [] : Set([kind, activationKind, retirementKind].compactMap(\.self))
    }
}
