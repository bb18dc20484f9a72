import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension ImpactReport: Report {
    /// `impact`.
    public static var reportName: String { "impact" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// How many of the decisions and customers a reader is shown; JSON has all.
    static var shown: Int { 40 }

    /// What would have changed: the sums, the decisions, the customers.
    public var document: ReportDocument {
        var facts: [ReportDocument.Fact] = [
            stamp.fact, .init("Candidate", "\(candidate.version) (\(candidate.digest.short))"),
            .init("In force", "\(inForce.version) (\(inForce.digest.short))"),
            .init("Commands decided again", "\(Figures.number(decided)), from position \(Figures.number(from))"),
            .init("Decided otherwise", Figures.number(decisions.count)),
            .init("Customers seen otherwise", "\(Figures.number(accounts.count)) of \(Figures.number(customers))"),
        ]
        if !bonuses.isEmpty { facts.append(.init("Bonuses that would differ", Figures.number(bonuses.count))) }
        if !alerts.isEmpty { facts.append(.init("Alerts seen otherwise", Figures.number(alerts.count))) }
        if !overrides.isEmpty { facts.append(.init("Overrides judged otherwise", Figures.number(overrides.count))) }
        if pathsPlayed > 0 { facts.append(.init("Typical paths played", Figures.number(pathsPlayed))) }
        if !unknown.isEmpty {
            let kinds = unknown.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
            facts.append(.init("Not decided again", "\(kinds): not known to this version"))
        }
        if !drifted.isEmpty {
            facts.append(
                .init(
                    "Decided otherwise than recorded",
                    "\(Figures.number(drifted.count)) under the same rules, by this version of the program; differences "
                        + "are measured against what it decides now"))
        }
        guard !isEmpty else {
            return ReportDocument(
                "What if", facts: facts,
                sections: [.init("", notes: [noDifference])])
        }
        return ReportDocument(
            "What if", facts: facts,
            sections: [sumSection, decisionSection].compactMap(\.self) + customerSections + alertSections
                + overrideSections + [pathSection].compactMap(\.self))
    }

    /// What is the same under both, for whoever wonders whether it was looked at.
    private var noDifference: String {
        let paths = pathsPlayed > 0 ? ", and every typical path goes the same way" : ""
        return
            "No difference: the candidate would have changed nothing. Every command that was decided again comes out the "
            + "same under both policies, every customer has the same score, band and tier, every bonus is the same, and the "
            + "same alerts are open for the same people, and who overruled a rule was as right\(paths)."
    }

    private var sumSection: ReportDocument.Section? {
        guard !sums.isEmpty else { return nil }
        return .init(
            "Decisions by person",
            table: ReportTable(
                [.words("Effect"), .words("Rule"), .words("Who"), .numbers("Decisions"), .numbers("About")],
                sums.map { sum in
                    ReportTable.Row([
                        sum.effect.words, sum.rule ?? "", sum.author.rawValue, Figures.number(sum.decisions),
                        Figures.number(sum.entities),
                    ])
                }))
    }

    private var decisionSection: ReportDocument.Section? {
        guard !decisions.isEmpty else { return nil }
        var notes: [String] = []
        if decisions.count > Self.shown {
            notes.append("The first \(Self.shown) of \(Figures.number(decisions.count)); --json has all.")
        }
        let unknown = Set(decisions.compactMap(\.unknown)).sorted()
        if !unknown.isEmpty { notes.append("Unknown, since it never happened: \(unknown.joined(separator: "; ")).") }
        return .init(
            "Decisions",
            table: ReportTable(
                [
                    .words("Effect"), .words("About"), .words("Command"), .words("Who"), .words("When"),
                    .numbers("Position"), .words("Rule"), .words("What would have been, instead of what was"),
                ],
                decisions.prefix(Self.shown).map { decision in
                    ReportTable.Row([
                        decision.effect.words, decision.entity.rawValue, decision.command.rawValue, decision.who,
                        Figures.time(decision.occurredAt ?? decision.recordedAt), Figures.number(decision.position),
                        decision.rule ?? "", "\(decision.after), instead of: \(decision.before)",
                    ])
                }), notes: notes)
    }

    private var pathSection: ReportDocument.Section? {
        guard !paths.isEmpty else { return nil }
        return .init(
            "Typical paths",
            table: ReportTable(
                [
                    .words("Path"), .numbers("Step"), .words("Command"), .words("Who"), .words("Effect"),
                    .words("What would be, instead of what is"),
                ],
                paths.map { impact in
                    ReportTable.Row([
                        impact.path, Figures.number(impact.step), impact.command.rawValue, impact.author.rawValue,
                        impact.effect.words + (impact.follows ? ", as it may follow" : ""),
                        "\(impact.after), instead of: \(impact.before)",
                    ])
                }))
    }
}

extension DecisionImpact {
    fileprivate var who: String {
        onBehalfOf.map { "\(author) for \($0)" } ?? author.rawValue
    }
}

extension DecisionImpact.Effect {
    fileprivate var words: String {
        switch self {
        case .blocked: "blocked"
        case .freed: "freed"
        case .refusedOtherwise: "refused otherwise"
        case .decidedOtherwise: "decided otherwise"
        }
    }
}
