import Dealtrail
import DealtrailReports

/// What became of the lines of `append`.
struct AppendOutcome: Report {
    static let reportName = "append"

    let tally: Appending.Tally
    let isCheck: Bool
    let origin: String
    let stamp: AnswerStamp

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        let range = tally.positions.map { "\($0.lowerBound) to \($0.upperBound - 1)" } ?? "none"
        return ReportDocument(
            isCheck ? "Checked; nothing was appended" : "Appended",
            facts: [
                .init("Trail", origin), .init("Lines", String(tally.lines)), .init("Appended", String(tally.appended)),
                .init("There already", String(tally.alreadyPresent)), .init("Rejected", String(tally.rejected)),
                .init("Positions", range),
            ], sections: [])
    }

    private enum CodingKeys: String, CodingKey {
        case origin
        case stamp = "asOf"
        case check
        case lines
        case appended
        case alreadyPresent
        case rejected
        case firstPosition
        case lastPosition
        case rejections
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(origin, forKey: .origin)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(isCheck, forKey: .check)
        try container.encode(tally.lines, forKey: .lines)
        try container.encode(tally.appended, forKey: .appended)
        try container.encode(tally.alreadyPresent, forKey: .alreadyPresent)
        try container.encode(tally.rejected, forKey: .rejected)
        try container.encodeIfPresent(tally.positions?.lowerBound, forKey: .firstPosition)
        try container.encodeIfPresent(tally.positions.map { $0.upperBound - 1 }, forKey: .lastPosition)
        try container.encode(tally.rejections, forKey: .rejections)
    }
}
