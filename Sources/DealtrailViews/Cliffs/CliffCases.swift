import DealtrailModel
public import DealtrailSales

/// The transitions of a funnel, week by week, ready to be tested and opened down.
public struct CliffCases: Sendable {
    /// What counts as a cliff.
    public let definition: CliffDefinition
    private let funnel: FunnelCases
    private let transitions: [(cases: TransitionCases, search: CliffSearch)]
    private let tests: Int
    private let found: [(index: Int, split: CliffSearch.Split)]

    /// Tests every transition.
    ///
    /// Each test of a week asks how likely so low a share is by chance (Fisher's exact test, on one side). Of many tests some
    /// would be low by chance, so that each probability is multiplied by how many tests there were in all transitions
    /// (Bonferroni): all together find a cliff where there is none in at most the share of trails that is the level.
    ///
    /// - Parameters:
    ///   - whole: The opportunities, of which those of the slice of the definition are looked at.
    ///   - definition: What counts as a cliff.
    /// - Throws: ``ReportError`` (`outOfRange`).
    /// - Complexity: O(opportunities × stages + weeks × cases of a window).
    public init(_ whole: FunnelCases, _ definition: CliffDefinition = .standard) throws(ReportError) {
        try definition.validate()
        self.definition = definition
        // Up to when anything is known is a matter of the whole log, whatever is looked at.
        let last = whole.cases.lazy.compactMap(\.lastKnown).max()
        let known = min(whole.stamp.time, last ?? whole.stamp.time)
        let funnel = definition.slice.map { whole.only($0.by, $0.name) } ?? whole
        self.funnel = funnel
        let transitions = funnel.stages.indices.map { place in
            let cases = TransitionCases(funnel, at: place, until: known, definition)
            return (cases: cases, search: CliffSearch(cases.cases, definition))
        }
        let tests = transitions.reduce(0) { $0 + $1.search.tests }
        self.transitions = transitions
        self.tests = tests
        found = transitions.enumerated().compactMap { index, transition in
            guard let split = transition.search.best,
                let chance = Self.chance(split.probability, tests), chance <= definition.level,
                let fall = Self.fall(split), fall >= definition.leastFall, fall > .zero
            else { return nil }
            return (index, split)
        }.sorted { ($0.split.probability, $0.index) < ($1.split.probability, $1.index) }
    }

    /// The cliffs, each with the changes that overlap with it.
    ///
    /// - Parameter markers: The changes that were known at the point of the report.
    public func report(_ markers: [ChangeMarker] = []) -> CliffReport {
        CliffReport(
            stamp: funnel.stamp, definition: definition, tests: tests,
            tooFew: transitions.count { $0.search.tests == 0 },
            transitions: transitions.map { transition in
                let whole = transition.search.weeks.reduce(into: CliffSearch.Count()) { $0.add($1.count) }
                return CliffReport.Transition(
                    from: transition.cases.from, to: transition.cases.to.label, share: .init(whole),
                    young: transition.cases.young, undated: transition.cases.undated, tests: transition.search.tests,
                    weeks: transition.search.weeks.map { week in
                        .init(week: FunnelDimension.week(CivilDate(dayNumber: week.week)), share: .init(week.count))
                    })
            },
            cliffs: found.map { cliff($0.index, $0.split, markers) })
    }

    /// The opportunities behind a number, as many as it says, with what each rests on.
    ///
    /// - Parameters:
    ///   - stage: The stage that the transition begins in.
    ///   - part: Which of its opportunities; those before and since a cliff are none when there is no cliff.
    ///   - converted: Only those that went on.
    public func items(from stage: StageName, _ part: CliffPart = .all, converted: Bool = false) -> [FunnelItem] {
        guard let index = transitions.firstIndex(where: { $0.cases.from == stage }) else { return [] }
        let split = found.first { $0.index == index }?.split
        return transitions[index].cases.cases.filter { item in
            (!converted || item.isConverted) && holds(part, item, split)
        }.map { item in
            FunnelItem(
                opportunity: funnel.cases[item.index].state.opportunity, nanoseconds: nil, evidence: item.evidence)
        }.sorted { $0.opportunity < $1.opportunity }
    }

    private func holds(_ part: CliffPart, _ item: TransitionCase, _ split: CliffSearch.Split?) -> Bool {
        switch part {
        case .all: return true
        case .week(let week): return FunnelDimension.week(CivilDate(dayNumber: item.week)) == week
        case .before: return split.map { isBefore(item, $0) } ?? false
        case .since: return split.map { isSince(item, $0) } ?? false
        }
    }

    private func isBefore(_ item: TransitionCase, _ split: CliffSearch.Split) -> Bool {
        item.week < split.week && item.week >= split.week - 7 * definition.windowWeeks
    }

    private func isSince(_ item: TransitionCase, _ split: CliffSearch.Split) -> Bool {
        item.week >= split.week && item.week < split.week + 7 * definition.windowWeeks
    }

    private func cliff(_ index: Int, _ split: CliffSearch.Split, _ markers: [ChangeMarker]) -> CliffReport.Cliff {
        let transition = transitions[index].cases
        let monday = CivilDate(dayNumber: split.week)
        let start = monday.start(offsetMinutes: definition.offsetMinutes)
        let from = start.advanced(by: .seconds(-86_400 * definition.leadDays))
        let until = start.advanced(by: .seconds(86_400 * 7))
        let since = transition.cases.filter { isSince($0, split) }.map { funnel.cases[$0.index].state }
        let changes = markers.filter { $0.effectiveFrom >= from && $0.effectiveFrom < until }.map { marker in
            CliffReport.Change(
                about: marker.subject, text: marker.text, effectiveFrom: marker.effectiveFrom,
                touched: since.count(where: marker.reach.touches), of: since.count, event: marker.event)
        }.sorted { left, right in
            (right.touched, distance(left, start), left.event.position)
                < (left.touched, distance(right, start), right.event.position)
        }
        return CliffReport.Cliff(
            from: transition.from, to: transition.to.label, week: FunnelDimension.week(monday), start: start,
            before: .init(split.before), since: .init(split.since), fall: Self.fall(split) ?? .zero,
            chance: Self.chance(split.probability, tests) ?? 1, changes: changes)
    }

    private func distance(_ change: CliffReport.Change, _ start: Timestamp) -> UInt64 {
        UInt64(clamping: (Int128(change.effectiveFrom.nanoseconds) - Int128(start.nanoseconds)).magnitude)
    }

    /// The probability of all tests together, with six decimals, rounded up: it never claims more than it knows.
    private static func chance(_ probability: Double, _ tests: Int) -> ScaledDecimal? {
        let millionths = (probability * Double(tests) * 1_000_000).rounded(.up)
        return ScaledDecimal(mantissa: Int64(min(max(millionths, 1), 1_000_000)), scale: 6)
    }

    private static func fall(_ split: CliffSearch.Split) -> ScaledDecimal? {
        guard let before = Percent.of(split.before.converted, split.before.cases),
            let since = Percent.of(split.since.converted, split.since.cases)
        else { return nil }
        return before.subtracting(since)
    }
}
