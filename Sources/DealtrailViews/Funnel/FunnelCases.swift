public import DealtrailModel
public import DealtrailSales

/// The opportunities of a funnel, ready to be counted and opened down (`docs/funnel.md`).
public struct FunnelCases: Sendable {
    /// What is counted and how.
    public let definition: FunnelDefinition
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The stages in order.
    public let stages: [StageName]
    /// The opportunities, by name.
    public var states: [Funnel.State] { cases.map(\.state) }
    let cases: [FunnelCase]
    let clock: FunnelClock
    let classes: SalesClasses

    /// Takes the states of the view as of the time of the stamp.
    ///
    /// - Parameters:
    ///   - states: The opportunities, in any order.
    ///   - definition: What is counted and how.
    ///   - stamp: What it answers for; visits that still run are measured up to its time.
    ///   - classes: What customers and representatives are classed as, and which accounts are one customer.
    ///   - calendar: The calendar that the definition names; `nil` measures in days of 24 hours.
    ///   - listPrice: The list price of one unit that a won opportunity is compared with, such as that of its product
    ///     at its end; not asked where the winner said what it would have brought at list prices.
    /// - Complexity: O(n) for states in the order of their names, as a view gives them; O(n log n) for others.
    public init(
        _ states: some Sequence<Funnel.State>, definition: FunnelDefinition = .standard, stamp: AnswerStamp,
        classes: SalesClasses = SalesClasses(), calendar: RuleCalendar? = nil,
        listPrice: (Funnel.State) -> Money? = { _ in nil }
    ) {
        self.definition = definition
        self.stamp = stamp
        self.classes = classes
        var chosen = states.filter { definition.counts($0) }
        if !zip(chosen, chosen.dropFirst()).allSatisfy({ $0.opportunity < $1.opportunity }) {
            chosen.sort { $0.opportunity < $1.opportunity }
        }
        let stages = definition.stages(of: chosen)
        self.stages = stages
        clock = FunnelClock(now: stamp.time, calendar: definition.workCalendar == nil ? nil : calendar, chosen)
        var places = StagePlaces(stages)
        cases = chosen.map { state in
            let price = state.outcome?.isWon == true ? listPrice(state) : nil
            return FunnelCase(state, places: places.places(of: state.stages), listPrice: price, definition)
        }
    }

    /// Takes the states with list prices, each opportunity being compared with that of its product at its end.
    ///
    /// - Complexity: O(n log n).
    public init(
        _ states: some Sequence<Funnel.State>, definition: FunnelDefinition = .standard, stamp: AnswerStamp,
        classes: SalesClasses = SalesClasses(), calendar: RuleCalendar? = nil, listPrices: ListPrices
    ) {
        self.init(states, definition: definition, stamp: stamp, classes: classes, calendar: calendar) { state in
            state.product.flatMap { listPrices.price(of: $0, at: state.outcome?.closedAt) }
        }
    }

    /// The opportunities of one slice, counted by the same stages, clock and classes.
    ///
    /// - Parameters:
    ///   - dimension: By what it is cut.
    ///   - value: As of ``cases(of:value:)``.
    func only(_ dimension: FunnelDimension, _ value: String?) -> FunnelCases {
        FunnelCases(self, cases: cases(of: dimension, value: value))
    }

    private init(_ whole: FunnelCases, cases: [FunnelCase]) {
        definition = whole.definition
        stamp = whole.stamp
        stages = whole.stages
        clock = whole.clock
        classes = whole.classes
        self.cases = cases
    }

    /// Counts them.
    ///
    /// - Complexity: O(n × stages), and O(n log n) for durations.
    public func report(by dimension: FunnelDimension? = nil) -> FunnelReport {
        FunnelReport(
            stamp: stamp, definition: definition, stages: stages, total: tally(cases).slice(nil), by: dimension,
            slices: dimension.map { slices(by: $0).map { tally($0.cases).slice($0.name) } } ?? [])
    }

    func tally(_ cases: [FunnelCase]) -> FunnelTally {
        var tally = FunnelTally(stages: stages, clock)
        for item in cases { tally.add(item) }
        return tally
    }

    /// The slices by name; the one whose value is not recorded comes last.
    func slices(by dimension: FunnelDimension) -> [(name: String?, cases: [FunnelCase])] {
        let groups = Dictionary(grouping: cases) { value($0, dimension) }
        let named = groups.keys.compactMap(\.self).sorted().map { ($0 as String?, groups[$0] ?? []) }
        return named + (groups[nil].map { [(nil, $0)] } ?? [])
    }

    /// The opportunities of a slice; all without a dimension.
    ///
    /// - Parameters:
    ///   - dimension: By what the report was cut.
    ///   - value: The name of the slice, of a customer that of any of his accounts; `nil` for the one whose value is not
    ///     recorded.
    func cases(of dimension: FunnelDimension?, value: String?) -> [FunnelCase] {
        guard let dimension else { return cases }
        let wanted = dimension == .account ? value.map { classes.merged.customer(of: AccountID($0)).rawValue } : value
        return cases.filter { self.value($0, dimension) == wanted }
    }

    private func value(_ item: FunnelCase, _ dimension: FunnelDimension) -> String? {
        dimension.value(of: item.state, offsetMinutes: definition.offsetMinutes, classes: classes)
    }
}

extension FunnelDefinition {
    /// Whether the opportunity belongs to the cohort; one without the time that decides it belongs to no period.
    func counts(_ state: Funnel.State) -> Bool {
        if let pipeline, state.pipeline != pipeline { return false }
        let time: Timestamp?
        switch cohort {
        case .all: return true
        case .created: time = state.createdAt
        case .entered: time = state.firstEntered
        case .closed: time = state.outcome?.closedAt
        }
        guard let time else { return false }
        return (from.map { time >= $0 } ?? true) && (until.map { time < $0 } ?? true)
    }

    /// The stages of the report: those of the definition, or of the newest path; then any others, by name.
    func stages(of states: [Funnel.State]) -> [StageName] {
        var known = stages
        if known.isEmpty {
            let newest = states.filter { $0.pathCount > 0 }.max { left, right in
                let versions = (left.pipelineVersion ?? 0, right.pipelineVersion ?? 0)
                guard versions.0 == versions.1 else { return versions.0 < versions.1 }
                return (left.pipeline ?? "", right.opportunity) < (right.pipeline ?? "", left.opportunity)
            }
            known = newest.map { Array($0.stages.prefix($0.pathCount)) } ?? []
        }
        var others: Set<StageName> = []
        // Nearly all have the stages of the one before them, of the same path, whose names then need not be looked at.
        var last: [StageName] = []
        for state in states where !state.visits.isEmpty {
            if state.stages == last, state.pathCount == state.stages.count { continue }
            last = state.pathCount == state.stages.count && state.stages.allSatisfy(known.contains) ? state.stages : []
            for visit in state.visits where !known.contains(state.stages[visit.stage]) {
                others.insert(state.stages[visit.stage])
            }
        }
        return known + others.sorted()
    }
}
