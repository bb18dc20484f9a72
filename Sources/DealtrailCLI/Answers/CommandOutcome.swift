import Dealtrail
import DealtrailReports

/// What became of a command.
struct CommandOutcome: Report {
    static let reportName = "command"

    let kind: EventKind
    let id: CommandID
    let author: Author
    let isSigned: Bool
    let handled: Handled
    let origin: String
    let stamp: AnswerStamp

    var answersFor: AnswerStamp { stamp }

    private var word: String {
        switch handled {
        case .accepted: "accepted"
        case .unchanged: "unchanged"
        case .refused: "refused"
        }
    }

    var document: ReportDocument {
        let title =
            switch handled {
            case .accepted: "Accepted"
            case .unchanged: "Accepted; there was nothing to change"
            case .refused: "Refused"
            }
        var facts: [ReportDocument.Fact] = [
            .init("Trail", origin), .init("Command", kind.rawValue), .init("Identifier", id.rawValue),
            .init("Author", author.id.rawValue),
        ]
        if let other = author.onBehalfOf { facts.append(.init("On behalf of", other.rawValue)) }
        facts.append(.init("Signed", isSigned ? "yes" : "no"))
        var sections: [ReportDocument.Section] = []
        switch handled {
        case .accepted(let accepted):
            sections.append(
                .init(
                    "What followed",
                    facts: accepted.events.map { .init(String($0.position), "\($0.kind) in \($0.stream)") }))
        case .unchanged: break
        case .refused(let refusal, let receipt):
            facts += [
                .init("Rule", refusal.rule), .init("Rules", refusal.version), .init("Why", refusal.explanation),
                .init("Recorded at", String(receipt.position)),
            ]
            sections.append(
                .init(
                    "What it looked at",
                    facts: refusal.inputs.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }))
        }
        return ReportDocument(title, facts: facts, sections: sections)
    }

    private enum CodingKeys: String, CodingKey {
        case origin
        case stamp = "asOf"
        case outcome
        case command
        case commandID
        case author
        case onBehalfOf
        case signed
        case events
        case refusal
    }

    private struct Fact: Encodable {
        let position: UInt64
        let id: EventID
        let kind: EventKind
        let stream: StreamName
    }

    private struct Refused: Encodable {
        let rule: String
        let version: String
        let explanation: String
        let inputs: [String: String]
        let position: UInt64
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(origin, forKey: .origin)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(word, forKey: .outcome)
        try container.encode(kind, forKey: .command)
        try container.encode(id, forKey: .commandID)
        try container.encode(author.id, forKey: .author)
        try container.encodeIfPresent(author.onBehalfOf, forKey: .onBehalfOf)
        try container.encode(isSigned, forKey: .signed)
        switch handled {
        case .accepted(let accepted):
            let facts = accepted.events.map { Fact(position: $0.position, id: $0.id, kind: $0.kind, stream: $0.stream) }
            try container.encode(facts, forKey: .events)
        case .unchanged: try container.encode([Fact](), forKey: .events)
        case .refused(let refusal, let receipt):
            let refused = Refused(
                rule: refusal.rule, version: refusal.version, explanation: refusal.explanation,
                inputs: refusal.inputs, position: receipt.position)
            try container.encode(refused, forKey: .refusal)
        }
    }
}
