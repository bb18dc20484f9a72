public import DealtrailModel

/// Where the rules in force come from: events that publish them, and the documents that these name.
///
/// The engine knows no domain: the host says which kind of event publishes rules and in which field their digest lies.
public struct RulesSource: Sendable {
    /// The kind of event that publishes rules.
    public let kind: EventKind
    /// Which of those events count; give it a tag, so that a log finds them by its index.
    public let scope: Query
    /// The number of the payload field with the digest of the rules: a byte string of 32 bytes.
    public let digestField: UInt64
    /// The number of the payload field that says from when they hold, in nanoseconds; `nil` when they hold at once.
    public let effectiveField: UInt64?
    /// The rules that hold before any were published.
    public let initial: any RuleSet
    /// Reads a published rule set, usually from the blobs of the trail.
    public let load: @Sendable (ContentDigest) throws -> any RuleSet

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - kind: The kind of event that publishes rules.
    ///   - tag: A tag that those events carry; `nil` takes all of the kind, which a log may have to scan for.
    ///   - digestField: The number of the payload field with the digest.
    ///   - effectiveField: The number of the payload field that says from when they hold.
    ///   - initial: The rules that hold before any were published.
    ///   - load: Reads a published rule set.
    public init(
        kind: EventKind, tag: Tag? = nil, digestField: UInt64, effectiveField: UInt64? = nil, initial: any RuleSet,
        load: @escaping @Sendable (ContentDigest) throws -> any RuleSet
    ) {
        self.kind = kind
        scope = Query(items: [Query.Item(kinds: [kind], tags: tag.map { [$0] } ?? [])])
        self.digestField = digestField
        self.effectiveField = effectiveField
        self.initial = initial
        self.load = load
    }

    private init(fixed rules: any RuleSet) {
        kind = ""
        scope = .none
        digestField = 0
        effectiveField = nil
        initial = rules
        load = { throw EngineError(.rulesUnavailable, "rules \($0.short): this service has only fixed rules") }
    }

    /// Rules that never change and that no event publishes.
    public static func fixed(_ rules: any RuleSet) -> RulesSource { RulesSource(fixed: rules) }
}
