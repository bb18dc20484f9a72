import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension DwellReport: Report {
    /// `dwell`.
    public static var reportName: String { "dwell" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// The definition, all together, and for each stage a row for each slice.
    public var document: ReportDocument {
        var sections = [
            ReportDocument.Section("Definition", facts: definition.facts + [.init("Measured", measure.sentence)]),
            ReportDocument.Section(
                "All together", table: table(total, "Stage") { $0.stage?.rawValue ?? Self.cycle },
                notes: ["In \(definition.unit). Visits with an unknown time are left out."]),
        ]
        if let by {
            for stage in [nil] + stages.map(Optional.some) {
                let entries = slices.filter { $0.stage == stage }
                guard !entries.isEmpty else { continue }
                sections.append(
                    ReportDocument.Section(
                        "\(stage?.rawValue ?? Self.cycle) by \(by.rawValue)",
                        table: table(entries, by.title, peers: true) { $0.slice ?? Figures.notRecorded }))
            }
        }
        return ReportDocument("Dwell", facts: [stamp.fact], sections: sections)
    }

    /// How the way from the first stage entry to winning is called.
    static let cycle = "<cycle>"

    private func table(
        _ entries: [Entry], _ title: String, peers: Bool = false, _ name: (Entry) -> String
    ) -> ReportTable {
        let columns: [ReportTable.Column] = [
            .words(title), .numbers("Stays"), .numbers("Median"), .numbers("p90"), .numbers("Mean"),
        ]
        return ReportTable(
            columns + (peers ? [.numbers("Others' mean"), .numbers("Against others")] : []),
            entries.map { entry in
                ReportTable.Row(
                    [
                        name(entry), Figures.number(entry.stays.count), Figures.number(entry.stays.median),
                        Figures.number(entry.stays.p90), Figures.number(entry.mean),
                    ]
                        + (peers
                            ? [
                                Figures.days(entry.peerMean),
                                entry.difference.map(Figures.signed) ?? Figures.notAvailable,
                            ] : []))
            })
    }
}

extension DwellReport.Measure {
    fileprivate var sentence: String {
        switch self {
        case .latest: "latest: the last completed visit of each opportunity"
        case .cumulative: "cumulative: all completed visits of each opportunity together"
        case .running: "running: visits that still run, up to the time of the report"
        }
    }
}
