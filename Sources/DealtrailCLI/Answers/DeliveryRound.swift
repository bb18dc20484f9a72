import Dealtrail
import DealtrailReactions
import DealtrailReports

/// What one round of deliveries has done, and what is left.
struct DeliveryRound: Report {
    static let reportName = "delivery"

    let stamp: AnswerStamp
    let round: OutboxRound

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        var facts: [ReportDocument.Fact] = [
            .init("Delivered", String(round.delivered)), .init("Failed, to be tried again", String(round.failed)),
            .init("Dead letters", String(round.dead)), .init("Commands", String(round.applied)),
            .init("Still owed", String(round.waiting)),
        ]
        if round.stranded > 0 { facts.append(.init("To endpoints not configured", String(round.stranded))) }
        if let next = round.nextAttempt, round.waiting > 0 { facts.append(.init("Next attempt", next.description)) }
        return ReportDocument("Deliveries", facts: facts, sections: [])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case round
    }
}
