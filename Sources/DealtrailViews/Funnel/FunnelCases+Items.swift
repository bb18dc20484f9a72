import DealtrailModel
public import DealtrailSales

extension FunnelCases {
    /// The opportunities behind a number, sorted, each once.
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
        var ids: [OpportunityID] = []
        for item in items(in: selector, of: dimension, value: value) where ids.last != item.opportunity {
            ids.append(item.opportunity)
        }
        return ids
    }

    /// What a number counts, item by item: as many as the number says.
    ///
    /// Visits and moves are counted each; an opportunity with two of them is there twice.
    ///
    /// - Parameters: as of ``cases(in:of:value:)``.
    /// - Complexity: O(n).
    public func items(
        in selector: FunnelSelector, of dimension: FunnelDimension? = nil, value: String? = nil
    ) -> [FunnelItem] {
        cases(of: dimension, value: value).flatMap { item in
            parts(of: item, selector).map { part in
                FunnelItem(
                    opportunity: item.state.opportunity, nanoseconds: part.nanoseconds, evidence: part.evidence)
            }
        }
    }

    /// The items with the events that they rest on.
    ///
    /// - Parameters:
    ///   - items: The items, in order.
    ///   - history: The history of an opportunity as of the point of the report; asked once for each in a row.
    /// - Throws: What `history` throws.
    public func explain<Failure: Error>(
        _ items: [FunnelItem], history: (OpportunityID) throws(Failure) -> OpportunityHistory
    ) throws(Failure) -> [ExplainedItem] {
        var last: (id: OpportunityID, history: OpportunityHistory)?
        var explained: [ExplainedItem] = []
        explained.reserveCapacity(items.count)
        for item in items {
            let known = if let last, last.id == item.opportunity { last.history } else { try history(item.opportunity) }
            last = (item.opportunity, known)
            explained.append(
                ExplainedItem(
                    entity: .opportunity(item.opportunity), days: item.nanoseconds.map(clock.days),
                    events: known.events(item.evidence)))
        }
        return explained
    }

    typealias Part = (evidence: [FunnelEvidence], nanoseconds: Int64?)

    /// What of an opportunity a number counts: nothing, it once, or some of its visits or moves.
    private func parts(of item: FunnelCase, _ selector: FunnelSelector) -> [Part] {
        func once(_ holds: Bool, _ evidence: [FunnelEvidence]) -> [Part] { holds ? [(evidence, nil)] : [] }
        switch selector {
        case .all: return once(true, item.everything)
        case .open: return once(item.isOpen, item.whyOpen)
        case .won: return once(item.isWon, [.outcome])
        case .lost: return once(item.isLost, [.outcome])
        case .undated: return once(item.state.isUndated, item.everything)
        case .notStarted: return once(item.isOpen && item.visited.isEmpty, [.created, .reopening])
        case .wonValue(let currency): return once(item.isWon && item.amount?.currency == currency, [.outcome])
        case .wonWithoutAmount: return once(item.isWon && item.amount == nil, [.outcome])
        case .daysToWon: return item.isWon ? lifetime(of: item) : []
        case .daysToLost: return item.isLost ? lifetime(of: item) : []
        case .againstList(let comparison): return once(item.comparison == comparison, [.outcome])
        case .transition(let from, let to): return moves(of: item, from, to)
        case .reached(let stage), .entered(let stage), .skipped(let stage), .inStage(let stage), .wonFrom(let stage),
            .lostFrom(let stage), .toNext(let stage), .jumped(let stage), .toLater(let stage), .failed(let stage),
            .censored(let stage):
            guard let place = stages.firstIndex(of: stage) else { return [] }
            return once(holds(selector, item, place), item.evidence(selector, at: place, last: stages.count - 1))
        case .visits(let stage), .undatedVisits(let stage), .visited(let stage, _), .latest(let stage),
            .cumulative(let stage), .running(let stage):
            guard let place = stages.firstIndex(of: stage) else { return [] }
            return stays(of: item, selector, place)
        }
    }

    private func holds(_ selector: FunnelSelector, _ item: FunnelCase, _ place: Int) -> Bool {
        let last = stages.count - 1
        switch selector {
        case .reached: return item.reached(place)
        case .entered: return item.entered(place)
        case .skipped: return item.skipped(place)
        case .inStage: return item.current == place
        case .wonFrom: return item.isWon && item.visited.last == place
        case .lostFrom: return item.isLost && item.visited.last == place
        case .toNext: return item.reached(place) && item.toNext(from: place, last: last) == .made
        case .jumped: return item.reached(place) && item.toNext(from: place, last: last) == .jumped
        case .toLater: return item.reached(place) && item.toLater(from: place) == .made
        case .failed: return item.reached(place) && item.toLater(from: place) == .failed
        case .censored: return item.reached(place) && item.toLater(from: place) == .censored
        default: return false
        }
    }

    private func lifetime(of item: FunnelCase) -> [Part] {
        guard let (start, end) = item.lifetime, let first = item.state.visits.firstIndex(where: { $0.entered != nil })
        else { return [] }
        return [([.entry(first), .outcome], clock.nanoseconds(from: start, to: end))]
    }

    private func moves(of item: FunnelCase, _ from: StageName?, _ to: FunnelTarget) -> [Part] {
        item.moves.enumerated().filter { _, move in
            move.from.map { stages[$0] } == from && label(move.to) == to.label
        }.map { index, move in
            let start: [FunnelEvidence] = index > 0 ? [.entry(index - 1)] : []
            return (start + (index < item.visited.count ? [.entry(index)] : [.outcome]), nil)
        }
    }

    private func stays(of item: FunnelCase, _ selector: FunnelSelector, _ place: Int) -> [Part] {
        let visits = item.visited.indices.filter { item.visited[$0] == place }
        let over = visits.filter { item.state.visits[$0].isOver }
        switch selector {
        case .visits: return visits.map { ([.entry($0), .end($0)], clock.length(of: item.state.visits[$0])) }
        case .undatedVisits:
            return visits.filter { item.state.visits[$0].entered == nil }.map { ([.entry($0)], nil) }
        case .visited(_, let times): return visits.count == times && times > 0 ? [(visits.map { .entry($0) }, nil)] : []
        case .latest:
            guard let visit = over.last, let length = clock.length(of: item.state.visits[visit]) else { return [] }
            return [([.entry(visit), .end(visit)], length)]
        case .cumulative:
            var stay = StageStay()
            for visit in visits { stay.add(item.state.visits[visit], isOpen: item.isOpen, clock) }
            guard let length = stay.cumulative else { return [] }
            return [(over.flatMap { [.entry($0), .end($0)] }, length)]
        case .running:
            guard item.isOpen, let visit = visits.last, !item.state.visits[visit].isOver,
                let length = clock.running(item.state.visits[visit])
            else { return [] }
            return [([.entry(visit)], length)]
        default: return []
        }
    }

    private func label(_ target: FunnelCase.Target) -> String {
        switch target {
        case .stage(let place): FunnelTarget.stage(stages[place]).label
        case .won: FunnelTarget.won.label
        case .lost: FunnelTarget.lost.label
        }
    }
}
