import DealtrailModel
import DealtrailSales
import DealtrailViews

extension ImpactReport {
    /// The customers that differ, by rule and owner and one by one, and whose bonus follows.
    var customerSections: [ReportDocument.Section] {
        [accountSumSection, accountSection, bonusSection].compactMap(\.self)
    }

    private var accountSumSection: ReportDocument.Section? {
        guard !accounts.isEmpty else { return nil }
        return .init(
            "Customers by rule and owner",
            table: ReportTable(
                [.words("Rule"), .words("Owner"), .numbers("Customers")],
                accountSums.prefix(Self.shown).map { sum in
                    ReportTable.Row([
                        sum.rule, sum.owner?.rawValue ?? Figures.notRecorded, Figures.number(sum.count),
                    ])
                }), notes: Self.cut(accountSums.count))
    }

    private var accountSection: ReportDocument.Section? {
        guard !accounts.isEmpty else { return nil }
        // Where the policies count other factors, a customer has too many reasons for one line.
        let isLong = accounts.contains { $0.reasons.count > Self.mostReasons }
        return .init(
            "Customers",
            table: ReportTable(
                [
                    .words("Account"), .words("Owner"), .numbers("Score"), .numbers("Would be"), .numbers("Difference"),
                    .words("Band"), .words("Would be"), .words("Tier"), .words("Would be"),
                ] + (isLong ? [] : [.words("Why")]),
                accounts.prefix(Self.shown).map { impact in
                    let why = impact.reasons.map(\.words)
                    let cells = [
                        impact.account.rawValue, impact.owner?.rawValue ?? Figures.notRecorded,
                        impact.before.score.description, impact.after.score.description, impact.difference.description,
                        impact.before.band.rawValue, impact.after.band.rawValue, impact.before.tier.rawValue,
                        impact.after.tier.rawValue,
                    ]
                    return isLong
                        ? ReportTable.Row(cells, details: why)
                        : ReportTable.Row(cells + [why.joined(separator: "; ")])
                }), notes: Self.cut(accounts.count))
    }

    private var bonusSection: ReportDocument.Section? {
        guard !bonuses.isEmpty else { return nil }
        return .init(
            "Bonuses by customer health",
            table: ReportTable(
                [
                    .words("Who"), .numbers("Customers"), .numbers("Mean score"), .numbers("Would be"),
                    .numbers("Base changes by %"), .numbers("Would by %"), .words("Rule"), .numbers("Events"),
                ],
                bonuses.map { impact in
                    ReportTable.Row([
                        impact.rep.rawValue, Figures.number(impact.customers), Figures.number(impact.scoreBefore),
                        Figures.number(impact.scoreAfter), Figures.signed(impact.effectBefore),
                        Figures.signed(impact.effectAfter), impact.why?.rule ?? "",
                        Figures.number(impact.why?.events.count ?? 0),
                    ])
                }))
    }

    /// Up to so many reasons stand in one line.
    private static let mostReasons = 7

    private static func cut(_ count: Int) -> [String] {
        count > shown ? ["The first \(shown) of \(Figures.number(count)); --json has all."] : []
    }
}

extension ImpactReason {
    fileprivate var words: String {
        "\(rule) \(after) instead of \(before)" + (measured.map { ", \($0)" } ?? "")
            + (event.map { ", event \($0.position)" } ?? ", no event")
    }
}
