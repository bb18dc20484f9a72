import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension AlertReport: Report {
    /// `alerts`.
    public static var reportName: String { "alerts" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One row an alert, the longest overdue first, on demand with why below.
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
                ], details: isExplained ? alert.lines : [])
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

    fileprivate var lines: [String] {
        let start = startedBy.map { "\(startedByKind?.rawValue ?? "event") at \(Figures.time($0.occurredAt))" }
        return ["alert \(id); since \(start ?? "no event")", why.description]
    }
}

extension AlertRecipient {
    fileprivate var text: String { person.map { "\(role) \($0)" } ?? role.rawValue }
}
