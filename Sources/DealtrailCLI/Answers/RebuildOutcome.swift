import Dealtrail
import DealtrailReports

/// Which views were built again.
struct RebuildOutcome: Report {
    static let reportName = "rebuild"

    /// A view.
    struct View: Encodable {
        let name: String
        /// How many events it has folded.
        let position: UInt64
    }

    let stamp: AnswerStamp
    /// How many events an earlier rebuild had folded before it was killed; 0 for none.
    let resumedAt: UInt64
    let views: [View]

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        ReportDocument(
            "Rebuilt", facts: resumedAt == 0 ? [] : [.init("Gone on from", String(resumedAt))],
            sections: [
                .init(
                    "",
                    table: ReportTable(
                        [.words("View"), .numbers("Events")], views.map { .init([$0.name, String($0.position)]) }))
            ])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case resumedAt
        case views
    }
}
