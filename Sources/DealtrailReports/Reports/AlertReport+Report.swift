import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension AlertReport: Report {
    /// `alerts`.
    public static var reportName: String { "alerts" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One row an alert, the longest overdue first, with the next step below, and on demand why.
    public var document: ReportDocument {
        let columns: [ReportTable.Column] = [
            .words("Rule"), .words("Subject"), .words("Account"), .words("Owner"), .words("Due"), .numbers("Late"),
            .words("Tells"),
        ]
        let rows = alerts.map { alert in
            ReportTable.Row(
                [
                    alert.rule.rawValue, alert.subject.rawValue, alert.account?.rawValue ?? Figures.notRecorded,
                    alert.owner?.rawValue ?? Figures.notRecorded, Figures.time(alert.due), alert.lateness,
                    alert.tells.map(\.text).joined(separator: ", "),
                ], details: alert.next + (isExplained ? alert.lines : []))
        }
        return ReportDocument(
            "Alerts",
            facts: [stamp.fact, .init("Policy", policy), .init("Open", Figures.number(alerts.count))],
            sections: [.init("", table: ReportTable(columns, rows))])
    }
}

extension Alert {
    /// How late it is, in days, hours and minutes; the phase when it is not missed yet.
    var lateness: String {
        guard phase == .missed else { return phase.rawValue }
        let (days, hours, minutes) = (lateSeconds / 86_400, lateSeconds / 3_600 % 24, lateSeconds / 60 % 60)
        return days > 0 ? "\(days) d \(hours) h" : hours > 0 ? "\(hours) h \(minutes) min" : "\(minutes) min"
    }

    /// What to do next, and who has taken it on.
    fileprivate var next: [String] {
        var lines = suggestion.map { ["next: \($0.text)"] } ?? []
        if let person = standing?.acknowledgedBy { lines.append("taken on by \(person)") }
        if let until = standing?.suppressedUntil { lines.append("silenced until \(Figures.time(until))") }
        return lines
    }

    fileprivate var lines: [String] {
        let start = startedBy.map { "\(startedByKind?.rawValue ?? "event") at \(Figures.time($0.occurredAt))" }
        let recorded = standing.map { "raised, \($0.rungs) of the ladder told" } ?? "not raised by a tick yet"
        return ["alert \(id), \(recorded); since \(start ?? "no event")", why.description]
            + (suggestion.map { ["suggested by \($0.rule), since \($0.reason)"] } ?? []) + (context?.lines ?? [])
    }
}

extension AlertContext {
    fileprivate var lines: [String] {
        var lines: [String] = []
        if !orders.isEmpty {
            let told = orders.map { "\(Figures.money($0.amount)) at \(Figures.time($0.placedAt))" }
            lines.append("last orders: \(told.joined(separator: ", "))")
        }
        if let complaint { lines.append("last complaint: \(complaint.topic) at \(Figures.time(complaint.at))") }
        if let satisfaction {
            lines.append("satisfaction: \(satisfaction.score) of 100 at \(Figures.time(satisfaction.at))")
        }
        if let visit { lines.append("last visit: \(Figures.time(visit.at))") }
        if !opportunities.isEmpty {
            lines.append("open opportunities: \(opportunities.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }
}

extension AlertRecipient {
    fileprivate var text: String { person.map { "\(role) \($0)" } ?? role.rawValue }
}
