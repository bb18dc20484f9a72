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
    let cases: [FunnelCase]
    private let merged: MergedAccounts

    /// Takes the states of the view as of the time of the stamp.
    ///
    /// - Parameters:
    ///   - states: The opportunities, in any order.
    ///   - definition: What is counted and how.
    ///   - stamp: What it answers for; visits that still run are measured up to its time.
    ///   - merged: Which accounts are one customer.
    ///   - listPrice: The list price of one unit that a won opportunity is compared with, such as that of its product
    ///     at its end; not asked where the winner said what it would have brought at list prices.
    /// - Complexity: O(n log n).
    public init(
        _ states: some Sequence<Funnel.State>, definition: FunnelDefinition = .standard, stamp: AnswerStamp,
        merged: MergedAccounts = MergedAccounts(), listPrice: (Funnel.State) -> Money? = { _ in nil }
    ) {
        self.definition = definition
        self.stamp = stamp
        self.merged = merged
        let chosen = states.filter { definition.counts($0) }.sorted { $0.opportunity < $1.opportunity }
        let stages = definition.stages(of: chosen)
        let places = Dictionary(
            stages.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        self.stages = stages
        cases = chosen.map { FunnelCase($0, places: places, listPrice: listPrice($0), definition) }
    }

    /// Takes the states with list prices, each opportunity being compared with that of its product at its end.
    ///
    /// - Complexity: O(n log n).
    public init(
        _ states: some Sequence<Funnel.State>, definition: FunnelDefinition = .standard, stamp: AnswerStamp,
        merged: MergedAccounts = MergedAccounts(), listPrices: ListPrices
    ) {
        self.init(states, definition: definition, stamp: stamp, merged: merged) { state in
            state.product.flatMap { listPrices.price(of: $0, at: state.outcome?.closedAt) }
        }
    }

    /// Counts them.
    ///
    /// - Complexity: O(n log n) for durations.
    public func report(by dimension: FunnelDimension? = nil) -> FunnelReport {
        var slices: [FunnelReport.Slice] = []
        if let dimension {
            let groups = Dictionary(grouping: cases) {
                dimension.value(of: $0.state, offsetMinutes: definition.offsetMinutes, merged: merged)
            }
            for name in groups.keys.compactMap(\.self).sorted() { slices.append(slice(name, groups[name] ?? [])) }
            if let rest = groups[nil] { slices.append(slice(nil, rest)) }
        }
        return FunnelReport(
            stamp: stamp, definition: definition, stages: stages, total: slice(nil, cases), by: dimension,
            slices: slices)
    }

    /// The opportunities behind a number, sorted.
    ///
    /// - Parameters:
    ///   - selector: The number.
    ///   - dimension: By what the report was cut, when the number is one of a slice.
    ///   - value: The name of the slice, of a customer that of any of his accounts; `nil` for the one whose value is not
    ///     recorded.
    /// - Complexity: O(n).
    public func cases(
        in selector: FunnelSelector, of dimension: FunnelDimension? = nil, value: String? = nil
    ) -> [OpportunityID] {
        let wanted = dimension == .account ? value.map { merged.customer(of: AccountID($0)).rawValue } : value
        return cases.filter { item in
            guard let dimension else { return true }
            return dimension.value(of: item.state, offsetMinutes: definition.offsetMinutes, merged: merged) == wanted
        }.filter { matches($0, selector) }.map(\.state.opportunity)
    }

    private func matches(_ item: FunnelCase, _ selector: FunnelSelector) -> Bool {
        let last = stages.count - 1
        func at(_ name: StageName, _ test: (Int) -> Bool) -> Bool { stages.firstIndex(of: name).map(test) ?? false }
        switch selector {
        case .all: return true
        case .open: return item.isOpen
        case .won: return item.isWon
        case .lost: return item.isLost
        case .undated: return item.state.isUndated
        case .entered(let stage): return at(stage) { item.entered($0) }
        case .skipped(let stage): return at(stage) { item.skipped($0) }
        case .inStage(let stage): return at(stage) { item.current == $0 }
        case .toNext(let stage): return at(stage) { item.reached($0) && item.toNext(from: $0, last: last) == .made }
        case .toLater(let stage): return at(stage) { item.reached($0) && item.toLater(from: $0) == .made }
        case .failed(let stage): return at(stage) { item.reached($0) && item.toLater(from: $0) == .failed }
        case .censored(let stage): return at(stage) { item.reached($0) && item.toLater(from: $0) == .censored }
        case .reached(let stage): return at(stage) { item.reached($0) }
        case .againstList(let comparison): return item.comparison == comparison
        case .transition(let from, let to):
            return item.moves.contains { move in
                move.from.map { stages[$0] } == from && label(move.to) == to.label
            }
        }
    }

    func label(_ target: FunnelCase.Target) -> String {
        switch target {
        case .stage(let place): FunnelTarget.stage(stages[place]).label
        case .won: FunnelTarget.won.label
        case .lost: FunnelTarget.lost.label
        }
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
        let visited = Set(states.flatMap { state in state.visits.map { state.stages[$0.stage] } })
        return known + visited.subtracting(known).sorted()
    }
}
