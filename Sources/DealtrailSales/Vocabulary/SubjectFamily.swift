public import DealtrailModel

/// What a clock may belong to: the first word of the tag of a subject, `quote` of `quote:Q-17`.
public struct SubjectFamily: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; the reader of policies checks it.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Accounts: what happens to a customer and names nothing narrower.
    public static let account: SubjectFamily = "account"
    /// All that there are, by name; each is a tag of the events that concern such a thing.
    public static let all: [SubjectFamily] = [
        account, "approval", "commitment", "contract", "instalment", "lead", "opportunity", "order", "quote", "ticket",
        "touchpoint", "voice-note",
    ]

    /// The family that an event of this kind belongs to unless a rule says otherwise: that of its first word, as with
    /// `quote.sent`, or else the accounts, as with `visit.completed`.
    public init(of kind: EventKind) {
        let word = SubjectFamily(rawValue: String(kind.rawValue.prefix { $0 != "." }))
        self = Self.all.contains(word) ? word : .account
    }

    /// The family of a subject; `nil` for a tag that is none.
    public init?(of subject: Tag) {
        let word = SubjectFamily(rawValue: String(subject.rawValue.prefix { $0 != ":" }))
        guard Self.all.contains(word), word.rawValue.utf8.count + 1 < subject.rawValue.utf8.count else { return nil }
        self = word
    }
}

extension RuleBook {
    /// The family that rules about these events are about, unless they say otherwise.
    public func family(of patterns: [EventPattern]) -> SubjectFamily {
        resolve(patterns).first.map { SubjectFamily(of: EventKind($0.name)) } ?? .account
    }
}
