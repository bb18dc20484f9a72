import DealtrailModel
import DealtrailSales
import DealtrailViews

extension ImpactReport {
    /// The overrides of which the policies say otherwise who was right.
    var overrideSections: [ReportDocument.Section] {
        guard !overrides.isEmpty else { return [] }
        return [
            .init(
                "Overrides judged otherwise",
                table: ReportTable(
                    [
                        .words("Entity"), .words("Matter"), .words("Who"), .words("Rule"), .words("Is"),
                        .words("Would be"), .words("Why"), .numbers("Position"),
                    ],
                    overrides.prefix(Self.shown).map { impact in
                        ReportTable.Row([
                            impact.entity.rawValue, impact.matter.rawValue, impact.person.rawValue, impact.rule,
                            impact.before.rawValue, impact.after.rawValue, impact.why.conclusion,
                            Figures.number(impact.event.position),
                        ])
                    }),
                notes: overrides.count > Self.shown
                    ? ["The first \(Self.shown) of \(Figures.number(overrides.count)); --json has all."] : [])
        ]
    }
}
