public import DealtrailModel

/// The kinds of events that rules may wait for.
///
/// A misspelt kind would make a rule that never begins and that nobody misses, so that a policy with one is refused.
public enum EventVocabulary: Sendable {
    /// Events that rules may name before this package records them: those of `docs/features.md` whose rows are planned.
    public static let announced: Set<EventKind> = ["service.failed"]

    /// Commands that ask at the gates of the policy before they are accepted.
    public static let gatedCommands: Set<EventKind> = [Invoice.Request.kind]

    /// By kind, the number of the field that names the document which shows it: what `with evidence` looks at.
    public static let evidenceFields: [EventKind: UInt64] = Dictionary(
        Catalog.salesEvents.compactMap { $0 as? any EvidencedEvent.Type }.map { ($0.kind, $0.evidenceField) },
        uniquingKeysWith: { first, _ in first })

    /// By kind, the number of the field that states by when something is due: what `after-stated` and `before-stated` look at.
    public static let dueFields: [EventKind: UInt64] = Dictionary(
        Catalog.salesEvents.compactMap { $0 as? any DueEvent.Type }.map { ($0.kind, $0.dueField) },
        uniquingKeysWith: { first, _ in first })

    /// Whether rules may wait for a kind.
    public static func knows(_ kind: EventKind) -> Bool {
        Catalog.sales.events[kind] != nil || announced.contains(kind)
    }

    /// The known kind whose spelling is nearest, if one is near.
    public static func suggestion(for kind: EventKind) -> EventKind? {
        let all = Set(Catalog.sales.events.keys).union(announced).sorted()
        func rank(_ other: EventKind) -> (Int, Int) {
            let shared = zip(other.rawValue.utf8, kind.rawValue.utf8).prefix { $0 == $1 }.count
            return (distance(other.rawValue, kind.rawValue), -shared)
        }
        return all.map { ($0, rank($0)) }.filter { $0.1.0 <= 3 }.min { $0.1 < $1.1 }?.0
    }

    /// How many bytes to add, take away or replace to make one text of the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (line, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let change = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
