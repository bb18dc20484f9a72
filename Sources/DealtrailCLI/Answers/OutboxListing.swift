import Dealtrail
import DealtrailReactions
import DealtrailReports

/// What the outbox owes, and its dead letters.
struct OutboxListing: Report {
    static let reportName = "outbox"

    struct Owed: Encodable {
        let key: MessageKey
        let reaction: ReactionName
        /// Where it goes; `nil` for a command.
        let endpoint: EndpointName?
        let event: EventID
        let position: UInt64
        let stream: StreamName
        let attempts: Int
        let nextAttempt: Timestamp?
        let lastFailure: String?
    }

    struct Dead: Encodable {
        let key: MessageKey
        let reaction: ReactionName
        let endpoint: EndpointName?
        let event: EventID
        let attempts: Int
        let cause: MessageDeadLettered.Cause
        let reason: String
        let status: Int?
        let recordedAt: Timestamp
    }

    let stamp: AnswerStamp
    /// `nil` when only dead letters were asked for.
    let owed: [Owed]?
    let deadLetters: [Dead]
    let delivered: UInt64

    init(_ outbox: OutboxView, onlyDead: Bool, stamp: AnswerStamp) {
        self.stamp = stamp
        delivered = outbox.delivered
        owed =
            onlyDead
            ? nil
            : outbox.owed.map { item in
                var endpoint: EndpointName?
                if case .endpoint(let name) = item.destination { endpoint = name }
                return Owed(
                    key: item.key, reaction: item.reaction, endpoint: endpoint, event: item.event,
                    position: item.position, stream: item.stream, attempts: item.attempts,
                    nextAttempt: item.nextAttempt, lastFailure: item.lastFailure)
            }
        deadLetters = outbox.deadLetters.map { dead in
            let letter = dead.letter
            return Dead(
                key: letter.key, reaction: letter.reaction, endpoint: letter.endpoint, event: letter.event,
                attempts: letter.attempts, cause: letter.cause, reason: letter.reason, status: letter.status,
                recordedAt: dead.recordedAt)
        }
    }

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        var facts = [ReportDocument.Fact("Dead letters", String(deadLetters.count))]
        if let owed { facts.insert(ReportDocument.Fact("Owed", String(owed.count)), at: 0) }
        return ReportDocument("Outbox", facts: facts, sections: [owedSection, deadSection].compactMap(\.self))
    }

    private var owedSection: ReportDocument.Section? {
        guard let owed, !owed.isEmpty else { return nil }
        return .init(
            "Owed",
            table: ReportTable(
                [
                    .words("Key"), .words("Reaction"), .words("To"), .numbers("Event"), .words("Stream"),
                    .numbers("Attempts"), .words("Next attempt"), .words("Last failure"),
                ],
                owed.map { item in
                    .init([
                        item.key.rawValue, item.reaction.rawValue, item.endpoint?.rawValue ?? "a command",
                        String(item.position), item.stream.rawValue, String(item.attempts),
                        item.nextAttempt?.description ?? "at once", item.lastFailure ?? "",
                    ])
                }))
    }

    private var deadSection: ReportDocument.Section? {
        guard !deadLetters.isEmpty else { return nil }
        return .init(
            "Dead letters",
            table: ReportTable(
                [
                    .words("Key"), .words("Reaction"), .words("To"), .words("Cause"), .numbers("Attempts"),
                    .words("Reason"), .words("Since"),
                ],
                deadLetters.map { letter in
                    .init([
                        letter.key.rawValue, letter.reaction.rawValue, letter.endpoint?.rawValue ?? "a command",
                        letter.cause.rawValue, String(letter.attempts), letter.reason, letter.recordedAt.description,
                    ])
                }))
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case owed
        case deadLetters
        case delivered
    }
}
