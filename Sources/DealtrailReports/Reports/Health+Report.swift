import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension HealthReport: Report {
    /// `health`.
    public static var reportName: String { "health" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One row a customer, the worst first, with what each factor rests on below.
    ///
    /// Many factors are no columns: of those the three that cost the customer most are named.
    public var document: ReportDocument {
        // All scores are computed under one policy.
        let names = scores.first?.factors.map(\.name) ?? HealthSignal.fields
        let isWide = names.count > Self.mostColumns
        let columns: [ReportTable.Column] =
            [.words("Account"), .words("Owner"), .numbers("Score"), .words("Band")]
            + (isWide ? [.words("Costs most")] : names.map { .numbers($0.title) })
        let rows = scores.map { score in
            ReportTable.Row(
                [
                    score.account.rawValue, score.owner?.rawValue ?? Figures.notRecorded, Figures.number(score.score),
                    score.band.rawValue,
                ]
                    + (isWide
                        ? [score.costliest(3)]
                        : names.map { name in
                            score[name].map { Figures.number($0.contribution) } ?? Figures.notAvailable
                        }),
                details: score.factors.map(\.line))
        }
        let note =
            isWide
            ? "A factor costs what it would add at a worth of 100, less what it adds; docs/health.md has the formula."
            : "Each factor column is what the factor adds to the score; docs/health.md has the formula."
        return ReportDocument(
            "Customer health",
            facts: [stamp.fact, .init("Policy", policy), .init("Customers", Figures.number(scores.count))],
            sections: [
                .init("", table: ReportTable(columns, rows), notes: [note])
            ])
    }

    /// Up to so many factors have a column each.
    private static let mostColumns = 6
}

extension HealthSignal {
    /// As the head of a column: `Reading time`.
    fileprivate var title: String {
        rawValue.prefix(1).uppercased() + rawValue.dropFirst().replacing("-", with: " ")
    }
}

extension HealthScore {
    /// The factors that cost most, with how much each: `calls -10.00, recency -6.32`.
    fileprivate func costliest(_ count: Int) -> String {
        let weights = factors.reduce(0) { $0 + $1.weight }
        let costs = factors.map { factor -> ScaledDecimal in
            let whole = ScaledDecimal(mantissa: Int64(factor.weight) * 100)
                .divided(by: ScaledDecimal(mantissa: Int64(max(1, weights))), decimals: 2)
            return factor.contribution.subtracting(whole ?? .zero) ?? .zero
        }
        // Of those that cost the same, the first.
        let worst = costs.indices.filter { costs[$0] < .zero }.sorted { (costs[$0], $0) < (costs[$1], $1) }.prefix(
            count)
        return worst.map { "\(factors[$0].name.rawValue) \(Figures.signed(costs[$0]))" }.joined(separator: ", ")
    }
}

extension HealthFactor {
    fileprivate var line: String {
        let moved = movedBy.map { "position \(Figures.number($0.position)), \(Figures.time($0.occurredAt))" }
        return "\(name.rawValue) \(finding): worth \(Figures.number(value)) of 100, weight \(weight), "
            + "moved by \(moved ?? "no event")"
    }

    /// What was found, in words: `12.5 days`, the tier, or `unknown`.
    public var finding: String { detail(Figures.number) ?? "unknown" }
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
        case .eventAged: "left the trailing period: \(mark)"
        case .settled: "settled: \(mark)"
        case .rules: "the rules differ"
        }
    }
}
