import Dealtrail
import DealtrailReports

/// The opportunities behind a number of a funnel, with the events behind each.
struct FunnelExplanation: Report {
    static let reportName = "funnel-cases"

    let stamp: AnswerStamp
    let definition: FunnelDefinition
    let selector: String
    let by: FunnelDimension?
    let slice: String?
    /// What the number counts, as many as the number says.
    let items: [ExplainedItem]
    /// The opportunities, each once.
    let opportunities: [OpportunityID]

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        var facts: [ReportDocument.Fact] = [
            .init("Funnel", "\(definition.name), version \(definition.version)"), .init("Number", selector),
        ]
        if let by { facts.append(.init("Slice", "\(by.rawValue) \(slice ?? "not recorded")")) }
        facts.append(.init("Count", String(items.count)))
        if opportunities.count != items.count { facts.append(.init("Opportunities", String(opportunities.count))) }
        return ReportDocument("Funnel, opened down", facts: facts, sections: [.init("", table: items.table)])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definition
        case selector
        case by
        case slice
        case count
        case items
        case opportunities
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(definition, forKey: .definition)
        try container.encode(selector, forKey: .selector)
        try container.encodeIfPresent(by, forKey: .by)
        try container.encodeIfPresent(slice, forKey: .slice)
        try container.encode(items.count, forKey: .count)
        try container.encode(items, forKey: .items)
        try container.encode(opportunities, forKey: .opportunities)
    }
}
