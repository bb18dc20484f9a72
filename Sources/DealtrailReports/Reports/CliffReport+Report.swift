import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension CliffReport: Report {
    /// `cliffs`.
    public static var reportName: String { "cliffs" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// The cliffs with their changes, then every transition that was looked at.
    public var document: ReportDocument {
        var sections = [
            ReportDocument.Section("Definition", facts: definition.facts + [.init("Tests", Figures.number(tests))])
        ]
        if cliffs.isEmpty {
            sections.append(ReportDocument.Section("No cliff found", notes: [nothing]))
        }
        for cliff in cliffs {
            sections.append(cliff.section)
            sections.append(
                ReportDocument.Section("Week by week, \(cliff.from) to \(cliff.to)", table: weeks(of: cliff)))
        }
        sections.append(ReportDocument.Section("Transitions", table: transitionTable))
        return ReportDocument("Conversion cliffs", facts: [stamp.fact], sections: sections)
    }

    private var nothing: String {
        let few = "\(tooFew) of \(transitions.count) transitions had too few opportunities to be tested"
        return tests == 0
            ? "Nothing can be said: \(few)." : "In \(tests) tests none fell so clearly; \(few)."
    }

    private func weeks(of cliff: Cliff) -> ReportTable {
        let weeks = transitions.first { $0.from == cliff.from }?.weeks ?? []
        return ReportTable(
            [.words("Week"), .numbers("Entered"), .numbers("Went on"), .numbers("Share"), .words("")],
            weeks.map { week in
                ReportTable.Row(
                    [
                        week.week, Figures.number(week.share.cases), Figures.number(week.share.converted),
                        Figures.percent(week.share.percent), week.week == cliff.week ? "<- fell" : "",
                    ],
                    shades: [nil, nil, nil, week.share.percent.map { Shade(percent: $0) }])
            })
    }

    private var transitionTable: ReportTable {
        ReportTable(
            [
                .words("From"), .words("To"), .numbers("Entered"), .numbers("Went on"), .numbers("Share"),
                .numbers("Too young"), .numbers("Undated"), .numbers("Tests"),
            ],
            transitions.map { item in
                ReportTable.Row([
                    item.from.rawValue, item.to, Figures.number(item.share.cases),
                    Figures.number(item.share.converted), Figures.percent(item.share.percent),
                    Figures.number(item.young), Figures.number(item.undated), Figures.number(item.tests),
                ])
            })
    }
}

extension CliffDefinition {
    fileprivate var facts: [ReportDocument.Fact] {
        var facts: [ReportDocument.Fact] = [
            .init("Pipeline", pipeline?.rawValue ?? "all"),
            .init("Went on", "entered the next stage within \(horizonDays) days of entering the stage"),
            .init("Compared", "up to \(windowWeeks) weeks before and after each week, Fisher's exact test on one side"),
            .init("Minimum sample", "\(minimumSample) opportunities on either side"),
            .init("Level", "\(level) of trails without a cliff, all tests together (Bonferroni)"),
            .init("Least fall", "\(leastFall) points"),
            .init("Changes", "from \(leadDays) days before the week to its end"),
        ]
        if let slice {
            facts.insert(.init("Only of \(slice.by.rawValue)", slice.name ?? Figures.notRecorded), at: 1)
        }
        return facts
    }
}

extension CliffReport.Cliff {
    fileprivate var section: ReportDocument.Section {
        let lines = changes.map { change in
            ReportTable.Row(
                [
                    change.about.rawValue, change.text, Figures.time(change.effectiveFrom),
                    "\(Figures.number(change.touched)) of \(Figures.number(change.of))",
                ], details: [change.event.sentence])
        }
        return ReportDocument.Section(
            "\(from) to \(to) fell from \(Figures.percent(before.percent)) to \(Figures.percent(since.percent))",
            facts: [
                .init("Since", "week \(week), \(Figures.time(start))"),
                .init("Before", "\(Figures.number(before.converted)) of \(Figures.number(before.cases)) went on"),
                .init("Since then", "\(Figures.number(since.converted)) of \(Figures.number(since.cases))"),
                .init("Fall", "\(Figures.number(fall)) points"),
                .init("By chance", "at most \(Figures.number(chance)), all tests together"),
                .init("Changes about then", changes.isEmpty ? "none" : Figures.number(changes.count)),
            ],
            table: changes.isEmpty
                ? nil
                : ReportTable(
                    [.words("Change"), .words("What"), .words("From"), .numbers("Opportunities since")], lines))
    }
}
