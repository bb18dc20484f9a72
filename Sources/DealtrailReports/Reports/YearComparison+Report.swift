import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension YearComparison: Report {
    /// `funnel-years`.
    public static var reportName: String { "funnel-years" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// Both periods with what held in them, and the numbers side by side.
    public var document: ReportDocument {
        var sections = [
            ReportDocument.Section("Definition", facts: current.definition.facts),
            ReportDocument.Section("The period", facts: facts(of: current, currentRules)),
            ReportDocument.Section(
                "A year before", facts: facts(of: earlier, earlierRules),
                notes: [
                    definitions == .then
                        ? "With the definitions of then: stages, classes of customers and representatives, calendar."
                        : "With the definitions of now: stages, classes of customers and representatives, calendar."
                ]),
        ]
        var names: [String?] = []
        for difference in differences where names.last != .some(difference.slice) { names.append(difference.slice) }
        for name in names {
            let title = name.map { "\(current.by?.rawValue ?? "") \($0)" } ?? "Total"
            sections.append(
                ReportDocument.Section(title, table: table(differences.filter { $0.slice == name })))
        }
        return ReportDocument("Funnel, against a year before", facts: [stamp.fact], sections: sections)
    }

    private func facts(of report: FunnelReport, _ rules: Rules) -> [ReportDocument.Fact] {
        [
            .init("From", Figures.time(report.definition.from)), .init("Until", Figures.time(report.definition.until)),
            .init("As of", Figures.time(report.stamp.time)), .init("Policy", rules.policy),
            .init("Stage path", rules.pipelineVersion.map { "version \($0)" } ?? "that of the opportunities"),
            .init("Stages", report.stages.map(\.rawValue).joined(separator: ", ")),
        ]
    }

    private func table(_ differences: [Difference]) -> ReportTable {
        ReportTable(
            [
                .words("Stage"), .words("Number"), .numbers("Period"), .numbers("Year before"), .numbers("Change"),
            ],
            differences.map { difference in
                ReportTable.Row([
                    difference.stage?.rawValue ?? "", difference.number, Self.figure(difference.current),
                    Self.figure(difference.earlier),
                    difference.change.map(Figures.signed) ?? Figures.notAvailable,
                ])
            })
    }

    private static func figure(_ value: ScaledDecimal?) -> String { value.map(Figures.number) ?? Figures.notAvailable }
}
