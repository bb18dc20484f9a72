public import DealtrailModel
public import DealtrailSales

/// An alert that two policies see differently at one time (`docs/features.md` row 176).
///
/// Alerts of one rule and subject are compared with each other, whatever the due times: a longer deadline is the same alert
/// due later. What somebody would have done, had he been told or not been told, never happened and is not invented.
public struct AlertImpact: Codable, Hashable, Sendable {
    /// In which way they differ.
    public enum Effect: String, Codable, Hashable, Sendable, CaseIterable {
        /// It would be open, and is not.
        case raised
        /// It is open, and would not be.
        case spared
        /// It is open under both, due at another time or told to others.
        case changed
    }

    /// What a policy says of it.
    public struct Side: Codable, Hashable, Sendable {
        /// By when it was to happen.
        public let due: Timestamp
        /// From when on it counts as missed.
        public let missedFrom: Timestamp
        /// Who is to act: those of the last rung that was reached.
        public let tells: [AlertRecipient]

        init(due: Timestamp, missedFrom: Timestamp, tells: [AlertRecipient]) {
            self.due = due
            self.missedFrom = missedFrom
            self.tells = tells
        }
    }

    /// In which way they differ.
    public let effect: Effect
    /// The rule.
    public let rule: RuleName
    /// Whose clock it is.
    public let subject: Tag
    /// The account that the subject belongs to, when known.
    public let account: AccountID?
    /// Who owns the subject, when known.
    public let owner: ActorID?
    /// What started it, or began it anew.
    public let startedBy: EventMark?
    /// Under the policy that is in force; `nil` where it is not open.
    public let before: Side?
    /// Under the candidate; `nil` where it would not be open.
    public let after: Side?

    /// The alerts that differ, by rule, subject and due time.
    ///
    /// - Complexity: O(alerts log alerts).
    public static func compare(_ before: [Alert], _ after: [Alert]) -> [AlertImpact] {
        compare(before.map { AlertOutline($0) }, after.map { AlertOutline($0) })
    }

    /// The alerts that differ, by rule, subject and due time, without what explains them.
    ///
    /// - Complexity: O(alerts log alerts).
    public static func compare(_ before: [AlertOutline], _ after: [AlertOutline]) -> [AlertImpact] {
        guard before != after else { return [] }
        let (old, new) = (Dictionary(grouping: before, by: Key.init), Dictionary(grouping: after, by: Key.init))
        return Set(old.keys).union(new.keys).sorted().flatMap { key in
            compare(pairing: old[key] ?? [], new[key] ?? [])
        }
    }

    /// What was found subject by subject, in the order of ``compare(_:_:)``: by rule and subject, and then as it was found.
    ///
    /// - Complexity: O(n log n).
    public static func sorted(_ impacts: [AlertImpact]) -> [AlertImpact] {
        impacts.enumerated().sorted { left, right in
            let (first, second) = (Key(left.element), Key(right.element))
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
    }

    /// One of each side at a time, in the order of their due times.
    private static func compare(pairing before: [AlertOutline], _ after: [AlertOutline]) -> [AlertImpact] {
        let (before, after) = (before.sorted { $0.side.due < $1.side.due }, after.sorted { $0.side.due < $1.side.due })
        return (0..<max(before.count, after.count)).compactMap { index in
            let (old, new) = (index < before.count ? before[index] : nil, index < after.count ? after[index] : nil)
            guard let either = new ?? old, old?.side != new?.side else { return nil }
            return AlertImpact(
                effect: old == nil ? .raised : new == nil ? .spared : .changed, rule: either.rule,
                subject: either.subject, account: either.account, owner: either.owner, startedBy: either.startedBy,
                before: old?.side, after: new?.side)
        }
    }

    private struct Key: Hashable, Comparable {
        let rule: RuleName
        let subject: Tag

        init(_ alert: AlertOutline) {
            rule = alert.rule
            subject = alert.subject
        }

        init(_ impact: AlertImpact) {
            rule = impact.rule
            subject = impact.subject
        }

        static func < (left: Key, right: Key) -> Bool {
            left.rule == right.rule ? left.subject < right.subject : left.rule < right.rule
        }
    }
}
