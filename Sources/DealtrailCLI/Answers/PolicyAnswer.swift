import Dealtrail
import DealtrailReports

/// The policy in force.
struct PolicyAnswer: Report {
    static let reportName = "policy"

    let stamp: AnswerStamp
    let policy: SalesPolicy

    var answersFor: AnswerStamp { stamp }
    var document: ReportDocument { ReportDocument("Policy \(policy.version)", facts: [], sections: []) }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case digest
        case policy
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(policy.digest(), forKey: .digest)
        try container.encode(policy, forKey: .policy)
    }
}
