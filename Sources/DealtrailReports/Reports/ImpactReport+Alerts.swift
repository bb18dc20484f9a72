import DealtrailModel
import DealtrailSales
import DealtrailViews

extension ImpactReport {
    /// How many alerts a reader is shown one by one; JSON has all.
    private static var shownAlerts: Int { 40 }

    /// The alerts that differ: by rule, and the first of them.
    var alertSections: [ReportDocument.Section] {
        guard !alerts.isEmpty else { return [] }
        let columns: [ReportTable.Column] = [
            .words("Effect"), .words("Rule"), .words("Subject"), .words("Owner"), .words("Due"), .words("Would be"),
            .words("Would tell"), .numbers("Started by"),
        ]
        let rows = alerts.prefix(Self.shownAlerts).map { alert in
            ReportTable.Row([
                alert.effect.rawValue, alert.rule.rawValue, alert.subject.rawValue,
                alert.owner?.rawValue ?? Figures.notRecorded, alert.before.map { Figures.time($0.due) } ?? "not open",
                alert.after.map { Figures.time($0.due) } ?? "not open",
                alert.after?.tells.map { $0.person?.rawValue ?? $0.role.rawValue }.joined(separator: ", ") ?? "nobody",
                alert.startedBy.map { Figures.number($0.position) } ?? Figures.notRecorded,
            ])
        }
        return [
            .init(
                "Alerts by rule and owner",
                table: ReportTable(
                    [.words("Effect"), .words("Rule"), .words("Owner"), .numbers("Alerts")],
                    alertSums.prefix(Self.shownAlerts).map { sum in
                        ReportTable.Row([
                            sum.effect?.rawValue ?? "", sum.rule, sum.owner?.rawValue ?? Figures.notRecorded,
                            Figures.number(sum.count),
                        ])
                    }), notes: Self.cut(alertSums.count)),
            .init("Alerts", table: ReportTable(columns, rows), notes: Self.cut(alerts.count)),
        ]
    }

    private static func cut(_ count: Int) -> [String] {
        count > shownAlerts ? ["The first \(shownAlerts) of \(Figures.number(count)); --json has all."] : []
    }
}
