import Dealtrail
import DealtrailReactions
import DealtrailReports

/// The reactions that are enabled, with what they owe.
struct ReactionList: Report {
    static let reportName = "reactions"

    struct Row: Encodable {
        let reaction: ReactionName
        let version: String
        let definition: ContentDigest?
        /// From which position on.
        let from: UInt64
        let enabledAt: UInt64
        let owed: Int
        let deadLetters: Int
        /// Why this process cannot work it out.
        let fault: String?
    }

    let stamp: AnswerStamp
    let reactions: [Row]

    init(_ outbox: OutboxView, stamp: AnswerStamp) {
        self.stamp = stamp
        let owed = outbox.owed
        let letters = outbox.deadLetters
        reactions = outbox.reactions.map { standing in
            Row(
                reaction: standing.reaction, version: standing.version, definition: standing.definition,
                from: standing.from, enabledAt: standing.enabledAt,
                owed: owed.count { $0.reaction == standing.reaction && $0.version == standing.version },
                deadLetters: letters.count { $0.letter.reaction == standing.reaction }, fault: standing.fault)
        }
    }

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        let rows = reactions.map { row in
            ReportTable.Row([
                row.reaction.rawValue, row.version, row.definition?.short ?? "code", String(row.from),
                String(row.owed), String(row.deadLetters), row.fault ?? "",
            ])
        }
        return ReportDocument(
            "Reactions that are enabled", facts: rows.isEmpty ? [.init("Enabled", "none")] : [],
            sections: rows.isEmpty
                ? []
                : [
                    .init(
                        "",
                        table: ReportTable(
                            [
                                .words("Reaction"), .words("Version"), .words("Definition"), .numbers("From"),
                                .numbers("Owed"), .numbers("Dead"), .words("Fault"),
                            ], rows))
                ])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case reactions
    }
}
