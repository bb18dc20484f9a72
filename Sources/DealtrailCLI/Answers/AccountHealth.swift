import Dealtrail
import DealtrailReports

/// The health of one customer, with the event behind each factor.
struct AccountHealth: Report {
    static let reportName = "account-health"

    let stamp: AnswerStamp
    let score: HealthScore

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        let rows = score.factors.map { factor in
            ReportTable.Row([
                factor.name.rawValue, factor.finding, "\(factor.value)", String(factor.weight),
                "\(factor.contribution)", factor.movedBy.map { "\($0.position)" } ?? "",
                factor.movedBy?.occurredAt?.description ?? "",
            ])
        }
        return ReportDocument(
            "Health of \(score.account)",
            facts: [
                .init("Score", "\(score.score) of 100, \(score.band.rawValue)"), .init("At", score.at.description),
                .init("Owner", score.owner?.rawValue ?? "not recorded"), .init("Policy", score.policy),
            ],
            sections: [
                .init(
                    "Factors",
                    table: ReportTable(
                        [
                            .words("Factor"), .words("Measured"), .numbers("Worth"), .numbers("Weight"),
                            .numbers("Adds"), .numbers("Event"), .words("Happened"),
                        ], rows), notes: ["`dealtrail show POSITION` shows the event behind a factor."])
            ])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
    }

    func encode(to encoder: any Encoder) throws {
        try score.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stamp, forKey: .stamp)
    }
}
