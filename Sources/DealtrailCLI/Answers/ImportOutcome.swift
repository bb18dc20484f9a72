import Dealtrail
import DealtrailImport
import DealtrailReports

/// What an import took and left.
struct ImportOutcome: Report {
    static let reportName = "import"

    let report: ImportReport
    let origin: String
    let stamp: AnswerStamp

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        let positions = report.firstPosition.map { "\($0) to \(report.lastPosition ?? $0)" } ?? "none"
        let facts: [ReportDocument.Fact] = [
            .init("Trail", origin), .init("Mapping", report.mapping), .init("Rows", String(report.rows)),
            .init("Taken", "\(report.taken) events"), .init("There already", String(report.alreadyPresent)),
            .init("Rejected", String(report.rejected)), .init("Rule breaches", String(report.breachCount)),
            .init("Positions", positions),
        ]
        var sections: [ReportDocument.Section] = []
        if !report.takenByKind.isEmpty {
            let rows = report.takenByKind.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            sections.append(
                .init(
                    "Taken by kind",
                    table: ReportTable(
                        [.words("Kind"), .numbers("Events")], rows.map { .init([$0.key, String($0.value)]) })))
        }
        if !report.rejections.isEmpty { sections.append(rejections) }
        if !report.breaches.isEmpty { sections.append(breaches) }
        return ReportDocument("Import", facts: facts, sections: sections)
    }

    /// How many lines of a list are shown; JSON has more.
    private static let shown = 20

    private var rejections: ReportDocument.Section {
        let rows = report.rejections.prefix(Self.shown).map { rejection in
            ReportTable.Row([
                rejection.file, String(rejection.row), String(rejection.line), rejection.columnName ?? "",
                rejection.reason,
            ])
        }
        return .init(
            "Rejected",
            table: ReportTable(
                [.words("File"), .numbers("Row"), .numbers("Line"), .words("Column"), .words("Reason")], Array(rows)),
            notes: note(report.rejected))
    }

    private var breaches: ReportDocument.Section {
        let rows = report.breaches.prefix(Self.shown).map { breach in
            ReportTable.Row([breach.rule, breach.file, String(breach.row), breach.stream.rawValue, breach.detail])
        }
        return .init(
            "Rule breaches, taken all the same",
            table: ReportTable(
                [.words("Rule"), .words("File"), .numbers("Row"), .words("Stream"), .words("Found")], Array(rows)),
            notes: note(report.breachCount))
    }

    private func note(_ count: UInt64) -> [String] {
        count > UInt64(Self.shown) ? ["and \(count - UInt64(Self.shown)) more; --json lists them"] : []
    }

    private enum CodingKeys: String, CodingKey {
        case origin
        case stamp = "asOf"
        case rows
    }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(origin, forKey: .origin)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(report.rows, forKey: .rows)
    }
}
