import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension StallReport: Report {
    /// `stalls`.
    public static var reportName: String { "stalls" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// The rule, the shares as a map of slices and stages, and the counts behind them.
    public var document: ReportDocument {
        let facts: [ReportDocument.Fact] = [
            stamp.fact, .init("Rule", "\(rule) of the policy \(policy): more than \(allows) on the calendar \(calendar)"),
        ]
        return ReportDocument(
            "Stalled opportunities", facts: facts,
            sections: [
                ReportDocument.Section(
                    "Share of stalled by \(by.rawValue) and stage", table: map,
                    notes: ["Stalled of those that are open in the stage and for which the deadline runs."]),
                ReportDocument.Section("Counts", table: counts),
            ])
    }

    private var map: ReportTable {
        let names = slices.filter { $0.stage == nil }.map(\.slice)
        func row(_ title: String, _ shares: [Share]) -> ReportTable.Row {
            let cells = [nil] + stages.map(Optional.some)
            let found = cells.map { stage in shares.first { $0.stage == stage } }
            return ReportTable.Row(
                [title] + found.map { Figures.percent($0?.percent) },
                shades: [nil] + found.map { $0?.percent.map { Shade(percent: $0) } })
        }
        return ReportTable(
            [.words(by.title), .numbers("All stages")] + stages.map { .numbers($0.rawValue) },
            names.map { name in row(name ?? Figures.notRecorded, slices.filter { $0.slice == name }) }
                + [row("<all>", total)])
    }

    private var counts: ReportTable {
        func row(_ title: String, _ share: Share) -> ReportTable.Row {
            ReportTable.Row([
                title, share.stage?.rawValue ?? "<all>", Figures.number(share.inStage), Figures.number(share.stalled),
                Figures.percent(share.percent), Figures.number(share.notRunning), Figures.number(share.undated),
            ])
        }
        return ReportTable(
            [
                .words(by.title), .words("Stage"), .numbers("In stage"), .numbers("Stalled"), .numbers("Share"),
                .numbers("Not running"), .numbers("Undated"),
            ],
            slices.map { row($0.slice ?? Figures.notRecorded, $0) } + total.map { row("<all>", $0) })
    }
}
