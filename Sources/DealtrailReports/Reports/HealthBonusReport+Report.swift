import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension HealthBonusReport: Report {
    /// `health-bonus`.
    public static var reportName: String { "health-bonus" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One row a representative, with the rule and what it rests on below.
    public var document: ReportDocument {
        var notes: [String] = []
        if withoutOwner > 0 { notes.append("\(Figures.number(withoutOwner)) customers belong to nobody.") }
        return ReportDocument(
            "Bonus by customer health",
            facts: [
                stamp.fact, .init("Policy", policy), .init("Representatives", Figures.number(bonuses.count)),
            ],
            sections: [
                .init(
                    "",
                    table: ReportTable(
                        [.words("Who"), .numbers("Customers"), .numbers("Mean score"), .numbers("Base changes by %")],
                        bonuses.map { bonus in
                            ReportTable.Row(
                                [
                                    bonus.rep.rawValue, Figures.number(bonus.customers), Figures.number(bonus.score),
                                    Figures.signed(bonus.effect),
                                ], details: bonus.why.map { [$0.sentence] } ?? [])
                        }), notes: notes)
            ])
    }
}

extension RuleExplanation {
    fileprivate var sentence: String {
        "\(rule) (rules \(version)): \(conclusion), by \(Figures.number(events.count)) events"
    }
}
