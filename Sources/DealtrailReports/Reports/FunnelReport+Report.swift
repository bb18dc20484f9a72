import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension FunnelReport: Report {
    /// `funnel`.
    public static var reportName: String { "funnel" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// The definition, the total, and a row for each slice.
    public var document: ReportDocument {
        var sections = [
            ReportDocument.Section("Definition", facts: definition.facts),
            ReportDocument.Section("Total", facts: total.facts),
            ReportDocument.Section("Stages", table: total.stageTable),
            ReportDocument.Section(
                "Days in stage", table: total.dwellTable,
                notes: [
                    "\(definition.unit.prefix(1).uppercased())\(definition.unit.dropFirst()). "
                        + "Visits with an unknown time are left out."
                ]),
            ReportDocument.Section("Moves", table: total.moveTable),
        ]
        if let by { sections.append(ReportDocument.Section("By \(by.rawValue)", table: sliceTable(by))) }
        return ReportDocument("Funnel", facts: [stamp.fact], sections: sections)
    }

    private func sliceTable(_ by: FunnelDimension) -> ReportTable {
        ReportTable(
            [
                .words(by.title), .numbers("Cases"), .numbers("Open"), .numbers("Won"),
                .numbers("Lost"), .numbers("Win rate"), .numbers("Won value"), .numbers("Days to won"),
                .numbers("Days to lost"), .numbers("Below list"), .numbers("At list"), .numbers("Above list"),
                .numbers("Of list price"),
            ],
            slices.map { slice in
                ReportTable.Row([
                    slice.name ?? Figures.notRecorded, Figures.number(slice.cases), Figures.number(slice.open),
                    Figures.number(slice.won), Figures.number(slice.lost), Figures.percent(slice.winRate),
                    Figures.money(slice.wonValue), Figures.days(slice.daysToWon?.median),
                    Figures.days(slice.daysToLost?.median), Figures.number(slice.againstList.below),
                    Figures.number(slice.againstList.at), Figures.number(slice.againstList.above),
                    slice.againstList.realisation.isEmpty
                        ? Figures.notAvailable
                        : slice.againstList.realisation.map { Figures.percent($0.percent) }.joined(separator: ", "),
                ])
            })
    }
}

extension FunnelDimension {
    /// The heading of its column.
    var title: String {
        switch self {
        case .rep: "Rep"
        case .product: "Product"
        case .account: "Account"
        case .month: "Month"
        case .team: "Team"
        case .industry: "Industry"
        case .tier: "Tier"
        case .region: "Region"
        case .week: "Week"
        }
    }
}

extension FunnelDefinition {
    /// Every rule in a line.
    var facts: [ReportDocument.Fact] {
        let start = from.map { Figures.time($0) } ?? "the beginning"
        let period = "from \(start) until \(until.map { Figures.time($0) } ?? "the end")"
        return [
            .init("Definition", "\(name), version \(version)"), .init("Pipeline", pipeline?.rawValue ?? "all"),
            .init("Counting unit", countingUnit.rawValue),
            .init("Cohort", cohort == .all ? cohort.rawValue : "\(cohort.rawValue), \(period)"),
            .init("Re-entry", "the \(reentry.rawValue) visit to a stage counts for its conversion"),
            .init("Skips", "\(skips.rawValue): \(skips.sentence)"),
            .init("Regress", "\(regress.rawValue): \(regress.sentence)"),
            .init("Losses", "\(losses.rawValue): failures of the stages that they did not progress from"),
            .init("Open cases", "\(openCases.rawValue): shown apart, never counted as failures"),
            .init("Undated cases", "\(undatedCases.rawValue): in counts, never in durations or periods"),
            .init("Calendar", "\(calendar.rawValue): \(unit)"),
        ]
    }
}

extension FunnelDefinition {
    /// What a day is.
    var unit: String { workCalendar.map { "working days of the calendar \($0)" } ?? "days of 24 hours" }
}

extension FunnelDefinition.Skips {
    fileprivate var sentence: String {
        switch self {
        case .passed: "a stage that was jumped over counts as reached and passed"
        case .apart: "a stage that was jumped over does not count as reached"
        }
    }
}

extension FunnelDefinition.Regress {
    fileprivate var sentence: String {
        switch self {
        case .keep: "a move back takes no progress away"
        case .void: "a move back takes progress away until the next move on"
        }
    }
}

extension FunnelReport.Slice {
    fileprivate var facts: [ReportDocument.Fact] {
        var facts: [ReportDocument.Fact] = [
            .init("Cases", Figures.number(cases)), .init("Open", Figures.number(open)),
            .init("Won", Figures.number(won)), .init("Lost", Figures.number(lost)),
            .init("Undated", "\(Figures.number(undated)) of these"),
            .init("Not in a stage yet", Figures.number(notStarted)),
            .init("Win rate", "\(Figures.percent(winRate)) (won of won and lost)"),
            .init("Won value", Figures.money(wonValue)),
            .init("Won without amount", Figures.number(wonWithoutAmount)),
            .init("Days to won", daysToWon?.sentence ?? Figures.notAvailable),
            .init("Days to lost", daysToLost?.sentence ?? Figures.notAvailable),
            .init(
                "Against list price",
                "\(Figures.number(againstList.below)) below, \(Figures.number(againstList.at)) at, "
                    + "\(Figures.number(againstList.above)) above, "
                    + "\(Figures.number(againstList.notRecorded)) not recorded"),
        ]
        facts += againstList.realisation.map { share in
            .init(
                "Realised of list price",
                "\(Figures.percent(share.percent)) (\(Figures.money(share.amount)) of \(Figures.money(share.atList)))")
        }
        return facts
    }

    fileprivate var stageTable: ReportTable {
        ReportTable(
            [
                .words("Stage"), .numbers("Reached"), .numbers("Entered"), .numbers("Skipped"), .numbers("In stage"),
                .numbers("Won"), .numbers("Lost"), .numbers("To next"), .numbers("Jumped"), .numbers("To later"),
                .numbers("Failed"), .numbers("Still open"), .numbers("Undated visits"),
            ],
            stages.map { stage in
                ReportTable.Row([
                    stage.stage.rawValue, Figures.number(stage.reached), Figures.number(stage.entered),
                    Figures.number(stage.skipped), Figures.number(stage.inStage), Figures.number(stage.won),
                    Figures.number(stage.lost), Figures.percent(stage.toNext.percent),
                    Figures.number(stage.toNext.jumped), Figures.percent(stage.toLater.percent),
                    Figures.number(stage.toLater.failed), Figures.number(stage.toLater.censored),
                    Figures.number(stage.undatedVisits),
                ])
            })
    }

    fileprivate var dwellTable: ReportTable {
        ReportTable(
            [
                .words("Stage"), .numbers("Latest median"), .numbers("Latest p90"), .numbers("Cumulative median"),
                .numbers("Cumulative p90"), .numbers("Running median"), .numbers("Running p90"), .numbers("Visits"),
                .numbers("Cases visiting again"),
            ],
            stages.map { stage in
                let dwell = stage.dwell
                return ReportTable.Row([
                    stage.stage.rawValue, Figures.days(dwell.latest?.median), Figures.days(dwell.latest?.p90),
                    Figures.days(dwell.cumulative?.median), Figures.days(dwell.cumulative?.p90),
                    Figures.days(dwell.running?.median), Figures.days(dwell.running?.p90),
                    Figures.number(stage.visits),
                    Figures.number(dwell.visits.filter { $0.visits > 1 }.reduce(0) { $0 + $1.cases }),
                ])
            })
    }

    fileprivate var moveTable: ReportTable {
        ReportTable(
            [.words("From"), .words("To"), .numbers("Times")],
            transitions.map { move in
                ReportTable.Row([move.from?.rawValue ?? "<start>", move.to, Figures.number(move.count)])
            })
    }
}

extension Distribution {
    fileprivate var sentence: String {
        "median \(Figures.number(median)), p90 \(Figures.number(p90)), from \(Figures.number(minimum)) to "
            + "\(Figures.number(maximum)), of \(Figures.number(count))"
    }
}
