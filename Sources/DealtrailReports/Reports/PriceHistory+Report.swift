import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension PriceHistory: Report {
    /// `price-history`.
    public static var reportName: String { "price-history" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One row an edit, with what stands behind it below.
    public var document: ReportDocument {
        let table = ReportTable(
            [
                .words("When"), .words("Where"), .words("Product"), .words("What"), .numbers("Old"), .numbers("New"),
                .numbers("Change"), .words("Author"), .numbers("Position"),
            ], edits.map(\.row))
        let authors = Set(edits.map(\.answerable)).count
        return ReportDocument(
            "Price history",
            facts: [
                stamp.fact, .init("Edits", Figures.number(edits.count)), .init("Authors", Figures.number(authors)),
            ], sections: [.init("", table: table)])
    }
}

extension PriceEdit {
    fileprivate var row: ReportTable.Row {
        ReportTable.Row(
            [
                origin.occurredAt ?? "unknown", place, productText, kind.rawValue, Figures.price(old, oldStatus),
                Figures.price(new, newStatus), oldStatus == .none || newStatus == .none ? "" : Figures.change(percent),
                origin.person, Figures.number(origin.position),
            ], details: details)
    }

    private var place: String {
        if let quote { return "\(quote) v\(version ?? 1) \(line?.rawValue ?? "")" }
        return list?.rawValue ?? Figures.notRecorded
    }

    private var productText: String {
        guard let product else { return Figures.notRecorded }
        return field.map { "\(product) (\($0))" } ?? product.rawValue
    }

    private var details: [String] {
        var lines: [String] = []
        if let account { lines.append("account \(account)") }
        if let discount { lines.append("discount of \(Figures.number(discount)) % asked for") }
        if reason != nil || cause != nil {
            let text = [reason, cause.map { "(\($0))" }].compactMap(\.self).joined(separator: " ")
            lines.append("reason: \(text)")
        }
        if let counterpart {
            let verb = kind == .readded ? "removed" : "replacement added"
            lines.append(
                "\(verb) at position \(Figures.number(counterpart.position)) by \(counterpart.person), "
                    + (counterpart.occurredAt ?? "time unknown"))
        }
        if let causation {
            let who = causation.origin.map {
                "\($0.eventKind) at position \(Figures.number($0.position)) by \($0.person), "
                    + ($0.occurredAt ?? "time unknown")
            }
            let why = causation.reason.map { "; reason: \($0)" } ?? ""
            lines.append("caused by \(who ?? "event \(causation.event)")\(why)")
        }
        lines += approvals.map(\.line)
        if rules != nil || rulesVersion != nil {
            let version = rulesVersion.map { "\($0) " } ?? ""
            lines.append("rules \(version)\(rules.map { "(\($0.short))" } ?? "")")
        }
        if let sent {
            let document = sent.document.map { ", document \($0.short)" } ?? ""
            lines.append(
                "sent to the customer as version \(sent.version) by \(sent.origin.person), "
                    + "\(sent.origin.occurredAt ?? "time unknown")\(document)")
        }
        if let file = origin.file {
            lines.append("imported from \(file), row \(Figures.number(origin.row ?? 0)); not witnessed")
        }
        return lines
    }
}

extension EditOrigin {
    /// The author, for whom he acted, and what kind of author it is unless a person.
    var person: String {
        let kind = authorKind == "person" ? "" : " (\(authorKind))"
        return author.rawValue + kind + (onBehalfOf.map { " for \($0)" } ?? "")
    }
}

extension EditApproval {
    fileprivate var line: String {
        let role = role.map { " as \($0)" } ?? ""
        guard let approval, let decision else { return "approved by \(approver)\(role), as stated by the edit" }
        return "approved by \(approver)\(role), \(decision.occurredAt ?? "time unknown"), approval \(approval)"
    }
}
