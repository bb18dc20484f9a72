import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension PriceSpreadReport: Report {
    /// `price-spread`.
    public static var reportName: String { "price-spread" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One section for each account and product.
    public var document: ReportDocument {
        ReportDocument(
            "Price spread",
            facts: [
                stamp.fact, .init("Account", account?.rawValue ?? "all"),
                .init("Listed from", Figures.percent(least)),
                .init("Compared", "price of one unit in quotes that were neither rejected nor expired"),
                .init("Spreads", Figures.number(spreads.count)),
            ], sections: spreads.map(\.section))
    }
}

extension PriceSpread {
    fileprivate var section: ReportDocument.Section {
        ReportDocument.Section(
            "\(account), \(product): \(Figures.percent(percent))",
            table: ReportTable(
                [
                    .words("Quote"), .words("Phase"), .words("Rep"), .numbers("Unit price"), .numbers("Above lowest"),
                    .words("Price by"), .words("Edit"), .words("When"), .numbers("Position"),
                ],
                legs.map { leg in
                    ReportTable.Row([
                        "\(leg.quote) v\(leg.version) \(leg.line?.rawValue ?? "")"
                            + (leg.account == account ? "" : " (\(leg.account))"), leg.phase.rawValue,
                        leg.rep?.rawValue ?? Figures.notRecorded, Figures.money(leg.price),
                        Figures.percent(leg.aboveLowest), leg.author.rawValue, leg.kind.rawValue,
                        Figures.time(leg.edit.occurredAt), Figures.number(leg.edit.position),
                    ])
                }))
    }
}
