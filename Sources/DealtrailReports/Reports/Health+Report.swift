import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension HealthReport: Report {
    /// `health`.
    public static var reportName: String { "health" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One row a customer, the worst first, with what each factor rests on below.
    public var document: ReportDocument {
        let columns: [ReportTable.Column] = [
            .words("Account"), .words("Owner"), .numbers("Score"), .words("Band"), .numbers("Tier"),
            .numbers("Recency"), .numbers("Revenue"), .numbers("Satisfaction"),
        ]
        let rows = scores.map { score in
            ReportTable.Row(
                [
                    score.account.rawValue, score.owner?.rawValue ?? Figures.notRecorded, Figures.number(score.score),
                    score.band.rawValue,
                ]
                    + HealthFactor.Name.allCases.map { name in
                        score[name].map { Figures.number($0.contribution) } ?? Figures.notAvailable
                    }, details: score.factors.map(\.line))
        }
        return ReportDocument(
            "Customer health",
            facts: [stamp.fact, .init("Policy", policy), .init("Customers", Figures.number(scores.count))],
            sections: [
                .init(
                    "", table: ReportTable(columns, rows),
                    notes: ["Each factor column is what the factor adds to the score; docs/health.md has the formula."])
            ])
    }
}

extension HealthFactor {
    fileprivate var line: String {
        let moved = movedBy.map { "position \(Figures.number($0.position)), \(Figures.time($0.occurredAt))" }
        return "\(name.rawValue) \(finding): worth \(Figures.number(value)) of 100, weight \(weight), "
            + "moved by \(moved ?? "no event")"
    }

    /// What was found, in words: `12.5 days`, the tier, or `unknown`.
    public var finding: String {
        guard let measured else { return tier?.rawValue ?? "unknown" }
        let number = Figures.number(name == .recency ? measured.rounded(to: 1) : measured)
        return unit.map { "\(number) \($0)" } ?? number
    }
}

extension HealthChangeReport: Report {
    /// `health-change`.
    public static var reportName: String { "health-change" }
    /// What it answers for.
    public var answersFor: AnswerStamp { to }

    /// One row a customer, the deepest fall first, with why below.
    public var document: ReportDocument {
        let columns: [ReportTable.Column] = [
            .words("Account"), .words("Owner"), .numbers("Before"), .numbers("After"), .numbers("Change"),
            .words("Band"),
        ]
        let rows = fallen.map { change in
            ReportTable.Row(
                [
                    change.account.rawValue, change.after.owner?.rawValue ?? Figures.notRecorded,
                    Figures.number(change.before.score), Figures.number(change.after.score),
                    Figures.signed(change.difference), change.after.band.rawValue,
                ], details: change.factors.filter { !$0.difference.isZero }.map(\.line))
        }
        return ReportDocument(
            "Customers whose health fell",
            facts: [
                .init("From", from.sentence), .init("To", to.sentence), .init("Policy", policy),
                .init("Fallen", "\(Figures.number(fallen.count)) of \(Figures.number(compared)) compared"),
            ], sections: [.init("", table: ReportTable(columns, rows))])
    }
}

extension HealthChange.Factor {
    fileprivate var line: String {
        let why = reasons.map(\.text)
        return "\(name.rawValue) \(Figures.signed(difference)): "
            + (why.isEmpty ? "nothing known" : why.joined(separator: "; "))
    }
}

extension HealthChange.Reason {
    fileprivate var text: String {
        let mark = event.map { "position \(Figures.number($0.position)), \(Figures.time($0.occurredAt))" } ?? ""
        return switch kind {
        case .event: "event at \(mark)"
        case .timePassed: "time passed since \(mark)"
        case .orderAged: "order left the trailing period: \(mark)"
        case .rules: "the rules differ"
        }
    }
}
