import DealtrailEngine
import DealtrailModel
import DealtrailSales
import DealtrailViews
import Foundation

extension DecisionImpact {
    /// A change in words.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - catalog: What events are called.
    ///   - sections: The sections in which the policies differ: they are named where no rule refuses and none of them makes
    ///     the difference by itself.
    init(_ change: DecisionChange, _ catalog: Catalog, sections: [String]) {
        let refusal = change.after.refusal ?? change.before.refusal
        let texts = Self.texts(change.before, change.after, catalog)
        self.init(
            effect: Effect(change.effect), position: change.position, event: change.event,
            commandID: change.commandID, command: change.command, entity: change.subject,
            tags: change.tags.filter { $0.rawValue != change.subject.rawValue }.sorted(), author: change.author,
            occurredAt: change.occurredAt.time?.instant, recordedAt: change.recordedAt, rules: change.rules,
            rule: refusal?.rule ?? Self.rule(change.causes, of: sections), before: texts.before, after: texts.after,
            inputs: refusal?.inputs ?? [:],
            unknown: Self.unknown(change))
    }

    /// The sections that make a difference each by itself, and otherwise all that differ.
    static func rule(_ causes: [String], of sections: [String]) -> String {
        (causes.isEmpty ? sections : causes).joined(separator: ", ")
    }

    /// What nobody knows, since it never happened.
    private static func unknown(_ change: DecisionChange) -> String? {
        switch change.effect {
        case .blocked where change.after.refusal?.rule == "price.band":
            "whether an approval would have been asked for and given, and after what wait"
        case .blocked: "what would have been done instead"
        case .freed: "what would have followed"
        case .decidedOtherwise where change.command.rawValue.hasPrefix("approval."):
            "how the others would have decided, and after what wait"
        case .decidedOtherwise, .refusedOtherwise: nil
        }
    }

    /// Two outcomes in words; of events of the same kinds only what differs.
    static func texts(
        _ before: DecisionOutcome, _ after: DecisionOutcome, _ catalog: Catalog
    ) -> (before: String, after: String) {
        guard case .accepted(let old) = before, case .accepted(let new) = after, old.map(\.kind) == new.map(\.kind)
        else { return (text(before), text(after)) }
        var parts: (before: [String], after: [String]) = ([], [])
        for (first, second) in zip(old, new) where first != second {
            let (left, right) = (fields(first, catalog), fields(second, catalog))
            let names = Set(left.keys).union(right.keys).sorted().filter { left[$0] != right[$0] }
            parts.before.append(
                "\(first.kind) (\(names.map { "\($0): \(left[$0] ?? "none")" }.joined(separator: ", ")))")
            parts.after.append(
                "\(second.kind) (\(names.map { "\($0): \(right[$0] ?? "none")" }.joined(separator: ", ")))")
        }
        return (parts.before.joined(separator: ", "), parts.after.joined(separator: ", "))
    }

    private static func text(_ outcome: DecisionOutcome) -> String {
        switch outcome {
        case .accepted(let facts): facts.map(\.kind.rawValue).joined(separator: ", ")
        case .unchanged: "accepted, with nothing to change"
        case .refused(let refusal): "refused by \(refusal.rule): \(refusal.explanation)"
        }
    }

    /// The fields of a payload, each as JSON.
    private static func fields(_ fact: DecisionOutcome.Fact, _ catalog: Catalog) -> [String: String] {
        guard let text = try? catalog.json(of: fact.payload, kind: fact.kind),
            let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        else { return [:] }
        return object.mapValues { value in
            if let text = value as? String { return text }
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
            return data.map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
        }
    }
}

extension DecisionImpact.Effect {
    init(_ effect: DecisionChange.Effect) {
        switch effect {
        case .blocked: self = .blocked
        case .freed: self = .freed
        case .refusedOtherwise: self = .refusedOtherwise
        case .decidedOtherwise: self = .decidedOtherwise
        }
    }
}
