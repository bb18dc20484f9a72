import Dealtrail
import DealtrailReports

/// What a bulk simulation made.
struct BulkOutcome: Report {
    static let reportName = "simulate-bulk"

    let origin: String
    let seed: UInt64
    let events: UInt64
    let root: String
    let stamp: AnswerStamp

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        ReportDocument(
            "Simulated in bulk: facts without decisions",
            facts: [
                .init("Trail", origin), .init("Seed", String(seed)), .init("Events", String(events)),
                .init("Root", root),
            ], sections: [])
    }

    private enum CodingKeys: String, CodingKey {
        case origin
        case seed
        case events
        case root
        case stamp = "asOf"
    }
}
