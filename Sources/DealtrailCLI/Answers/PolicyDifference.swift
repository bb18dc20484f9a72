import Dealtrail
import DealtrailPolicy
import DealtrailReports

/// What differs between two policies.
struct PolicyDifference: Report {
    static let reportName = "policy-diff"

    /// `nil` when two files are compared, without a trail.
    let stamp: AnswerStamp?
    let origin: String?
    let from: String
    let to: String
    let changes: [PolicyDiff.Change]

    init(
        stamp: AnswerStamp?, origin: String?, _ old: (name: String, side: PolicyDiff.Side),
        _ new: (name: String, side: PolicyDiff.Side)
    ) throws {
        self.stamp = stamp
        self.origin = origin
        from = old.name
        to = new.name
        changes = try PolicyDiff(from: old.side, to: new.side).changes
    }

    var answersFor: AnswerStamp { stamp ?? AnswerStamp(position: nil, time: TrailOptions.systemClock()) }

    var document: ReportDocument {
        ReportDocument(
            "From \(from) to \(to)", facts: [.init("Differences", String(changes.count))],
            sections: changes.isEmpty
                ? []
                : [
                    .init(
                        "",
                        table: ReportTable(
                            [
                                .words("Key"), .words("Old"), .numbers("Line"), .words("New"), .numbers("Line"),
                            ],
                            changes.map { change in
                                .init([
                                    change.path, change.old ?? "none", change.oldLine.map(String.init) ?? "",
                                    change.new ?? "none", change.newLine.map(String.init) ?? "",
                                ])
                            }))
                ])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case origin
        case from
        case to
        case changes
    }
}
