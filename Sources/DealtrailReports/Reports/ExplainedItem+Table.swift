import DealtrailModel
public import DealtrailViews

extension [ExplainedItem] {
    /// A row for each item, with its events below it.
    public var table: ReportTable {
        let hasDays = contains { $0.days != nil }
        return ReportTable(
            [.words("Entity")] + (hasDays ? [.numbers("Days")] : []) + [.numbers("Events")],
            map { item in
                ReportTable.Row(
                    [item.entity.rawValue] + (hasDays ? [Figures.days(item.days)] : [])
                        + [Figures.number(item.events.count)],
                    details: item.events.map(\.sentence))
            })
    }
}

extension EventReference {
    /// Who did what, when, and where it lies.
    public var sentence: String {
        let who = onBehalfOf.map { "\(author) for \($0)" } ?? author.rawValue
        return "\(occurredAt ?? "unknown time")  \(kind) by \(who), position \(Figures.number(position)), \(id)"
    }
}
