import Dealtrail
import DealtrailReports

/// What a command did, as names and values: `init`, `backup`, `restore`, `grow`, `policy publish`.
struct Receipts: Report {
    static var reportName: String { "receipt" }

    let name: String
    let title: String
    let stamp: AnswerStamp
    let origin: String
    /// In the order of the text form.
    let facts: [(name: String, value: String)]

    init(name: String, title: String, stamp: AnswerStamp, origin: String, facts: [(String, String)]) {
        self.name = name
        self.title = title
        self.stamp = stamp
        self.origin = origin
        self.facts = facts.map { ($0.0, $0.1) }
    }

    /// The same with more facts behind.
    func adding(_ more: [(String, String)]) -> Receipts {
        Receipts(
            name: name, title: title, stamp: stamp, origin: origin, facts: facts.map { ($0.name, $0.value) } + more)
    }

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        ReportDocument(
            title, facts: [.init("Origin", origin)] + facts.map { ReportDocument.Fact($0.name, $0.value) },
            sections: [])
    }

    private enum CodingKeys: String, CodingKey {
        case command
        case origin
        case stamp = "asOf"
        case facts
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .command)
        try container.encode(origin, forKey: .origin)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(Dictionary(facts, uniquingKeysWith: { $1 }), forKey: .facts)
    }
}
