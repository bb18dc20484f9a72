import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension OverrideReport: Report {
    /// `overrides`.
    public static var reportName: String { "overrides" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// What "right" means, a row for each matter and each person, and each override with why.
    public var document: ReportDocument {
        ReportDocument(
            "Overrides",
            facts: [
                stamp.fact,
                .init(
                    "Judged",
                    "by the policy \(policy), \(Figures.number(judgedAfterDays)) days after; a lead by whether it was "
                        + leadSuccess.rawValue),
            ],
            sections: [
                ReportDocument.Section(
                    "By matter",
                    table: Self.table(
                        .words("Matter"),
                        matters.map { ($0.matter.rawValue, $0.tally) } + [("<all>", total)]),
                    notes: [
                        "The person was right who graded a lead higher that became a success in time, or lower one that did not; "
                            + "who set a tier on the side of the computed one on which the orders then lay.",
                        "Whom a rule would have chosen never had the lead: nobody judges that.",
                    ]),
                ReportDocument.Section(
                    "By person", table: Self.table(.words("Who"), people.map { ($0.person.rawValue, $0.tally) })),
                ReportDocument.Section("Each", table: each),
            ])
    }

    private static func table(_ first: ReportTable.Column, _ rows: [(String, Tally)]) -> ReportTable {
        ReportTable(
            [
                first, .numbers("Overrides"), .numbers("Person right"), .numbers("Rule right"), .numbers("Pending"),
                .numbers("Unjudged"), .numbers("Person right %"),
            ],
            rows.map { name, tally in
                ReportTable.Row([
                    name, Figures.number(tally.overrides), Figures.number(tally.personRight),
                    Figures.number(tally.ruleRight), Figures.number(tally.pending), Figures.number(tally.unjudged),
                    Figures.percent(tally.personRightPercent),
                ])
            })
    }

    private var each: ReportTable {
        ReportTable(
            [
                .words("Entity"), .words("Matter"), .words("Rule"), .words("Person"), .words("Who"), .words("Verdict"),
            ],
            overrides.map { it in
                ReportTable.Row(
                    [
                        it.entity.rawValue, it.matter.rawValue, it.ruleSaid, it.personSaid, it.person.rawValue,
                        it.verdict.rawValue,
                    ], details: [it.reason.map { "\"\($0)\"" }, it.why.conclusion].compactMap(\.self))
            })
    }
}
