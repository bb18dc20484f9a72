import Dealtrail
import DealtrailReports

/// The opportunities behind a number of a funnel.
struct FunnelExplanation: Report {
    static let reportName = "funnel-cases"

    let stamp: AnswerStamp
    let definition: FunnelDefinition
    let selector: String
    let by: FunnelDimension?
    let slice: String?
    let opportunities: [OpportunityID]

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        var facts: [ReportDocument.Fact] = [
            .init("Funnel", "\(definition.name), version \(definition.version)"), .init("Number", selector),
        ]
        if let by, let slice { facts.append(.init("Slice", "\(by.rawValue) \(slice)")) }
        facts.append(.init("Opportunities", String(opportunities.count)))
        return ReportDocument(
            "Funnel, opened down", facts: facts, sections: [.init("", notes: opportunities.map(\.rawValue))])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definition
        case selector
        case by
        case slice
        case opportunities
    }
}
