import Dealtrail
import DealtrailReports

/// What is behind a number of a report: what it counts, and the events behind each.
struct Explanation: Report {
    static let reportName = "explanation"

    /// The report that the number is of.
    let of: String
    let title: String
    let stamp: AnswerStamp
    let selector: String
    let by: String?
    let slice: String?
    /// What the number counts, as many as the number says.
    let items: [ExplainedItem]

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        var facts: [ReportDocument.Fact] = [.init("Number", selector)]
        if let by { facts.append(.init("Slice", "\(by) \(slice ?? "not recorded")")) }
        facts.append(.init("Count", String(items.count)))
        return ReportDocument(title, facts: facts, sections: [.init("", table: items.table)])
    }

    private enum CodingKeys: String, CodingKey {
        case of
        case stamp = "asOf"
        case selector
        case by
        case slice
        case count
        case items
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(of, forKey: .of)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(selector, forKey: .selector)
        try container.encodeIfPresent(by, forKey: .by)
        try container.encodeIfPresent(slice, forKey: .slice)
        try container.encode(items.count, forKey: .count)
        try container.encode(items, forKey: .items)
    }
}
