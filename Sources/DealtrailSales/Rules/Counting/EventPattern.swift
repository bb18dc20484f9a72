public import DealtrailModel

/// Which events count: a kind, a kind with evidence, or a meaning that the policy defines
/// (`docs/features.md`, contradiction 6).
///
/// Written `visit.completed`, `visit.completed with evidence`, or without a dot the name of a meaning: `follow-up`. Evidence is what
/// the event itself names: ``EvidencedEvent``.
public struct EventPattern: TextLeaf {
    /// The kind, or the name of a meaning.
    public let name: String
    /// Whether only events with evidence count.
    public let needsEvidence: Bool

    private static let suffix = " with evidence"

    /// Events of a kind.
    public init(_ kind: EventKind, withEvidence needsEvidence: Bool = false) {
        name = kind.rawValue
        self.needsEvidence = needsEvidence
    }

    /// Reads the text.
    public init?(_ text: String) {
        needsEvidence = text.hasSuffix(Self.suffix)
        name = needsEvidence ? String(text.dropLast(Self.suffix.count)) : text
        guard !name.isEmpty, name.utf8.count <= 120,
            name.utf8.allSatisfy({
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x2e
            }),
            !needsEvidence || !isMeaning
        else { return nil }
    }

    /// Whether it names a meaning rather than a kind.
    public var isMeaning: Bool { !name.contains(".") }

    /// Whether an event counts; a meaning is resolved before.
    public func matches(_ occurrence: Occurrence) -> Bool {
        occurrence.kind.rawValue == name && (!needsEvidence || occurrence.isEvidenced)
    }

    /// Such as `visit.completed with evidence`.
    public var description: String { needsEvidence ? name + Self.suffix : name }
    /// For messages.
    public static let form =
        "a kind of event, such as visit.completed or visit.completed with evidence, or a meaning of this policy"
    /// For the schema.
    public static let pattern = "^([a-z0-9-]+|[a-z0-9-]*[.][a-z0-9.-]*( with evidence)?)$"
}
