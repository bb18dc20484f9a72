import Dealtrail
import DealtrailReports

/// A report together with the trail that it is of and the question that it answers.
struct Answer<Body: Report>: Report {
    static var reportName: String { Body.reportName }
    static var schema: Int { Body.schema }

    let body: Body
    let origin: String
    let point: AsOf

    var answersFor: AnswerStamp { body.answersFor }

    var document: ReportDocument {
        var document = body.document
        document.facts.insert(ReportDocument.Fact("Trail", origin), at: 0)
        if point != .head { document.facts.insert(ReportDocument.Fact("Asked as", point.description), at: 1) }
        return document
    }

    private enum CodingKeys: String, CodingKey {
        case origin
        case question
    }

    private struct Question: Encodable {
        let asOf: String?
        let effective: Timestamp?
    }

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(origin, forKey: .origin)
        let known: String? =
            switch point.known {
            case .position(let position): String(position)
            case .recorded(let instant): instant.description
            case nil: nil
            }
        try container.encode(Question(asOf: known, effective: point.effective), forKey: .question)
    }
}

extension Trail {
    /// The report with what it is about.
    func answer<Body: Report>(_ body: Body, at point: AsOf = .head) -> Answer<Body> {
        Answer(body: body, origin: log.origin, point: point)
    }
}
