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
            .words("Would tell"),
        ]
        let rows = alerts.prefix(Self.shownAlerts).map { alert in
            ReportTable.Row([
                alert.effect.rawValue, alert.rule.rawValue, alert.subject.rawValue,
                alert.owner?.rawValue ?? Figures.notRecorded, alert.before.map { Figures.time($0.due) } ?? "not open",
                alert.after.map { Figures.time($0.due) } ?? "not open",
                alert.after?.tells.map { $0.person?.rawValue ?? $0.role.rawValue }.joined(separator: ", ") ?? "nobody",
            ])
        }
        let notes =
            alerts.count > Self.shownAlerts
            ? ["The first \(Self.shownAlerts) of \(Figures.number(alerts.count)); --json has all."] : []
        return [
            .init(
                "Alerts by rule", table: ReportTable([.words("Effect"), .words("Rule"), .numbers("Alerts")], sumRows)),
            .init("Alerts", table: ReportTable(columns, rows), notes: notes),
        ]
    }

    private var sumRows: [ReportTable.Row] {
        AlertImpact.Effect.allCases.flatMap { effect in
            let rules = Dictionary(grouping: alerts.filter { $0.effect == effect }, by: \.rule)
            return rules.sorted { $0.key < $1.key }.map { rule, alerts in
                ReportTable.Row([effect.rawValue, rule.rawValue, Figures.number(alerts.count)])
            }
        }
    }
}
