import DealtrailModel
import DealtrailSales

extension FunnelCases {
    func slice(_ name: String?, _ cases: [FunnelCase]) -> FunnelReport.Slice {
        let won = cases.filter(\.isWon)
        let lost = cases.filter(\.isLost)
        return FunnelReport.Slice(
            name: name, cases: cases.count, open: cases.count(where: \.isOpen), won: won.count, lost: lost.count,
            undated: cases.count(where: \.state.isUndated),
            notStarted: cases.count { $0.isOpen && $0.visited.isEmpty },
            winRate: Percent.of(won.count, won.count + lost.count),
            wonValue: Self.sums(won.compactMap(\.state.outcome?.amount)),
            wonWithoutAmount: won.count { $0.state.outcome?.amount == nil },
            daysToWon: Distribution(nanoseconds: won.compactMap(\.nanosecondsToClose)),
            daysToLost: Distribution(nanoseconds: lost.compactMap(\.nanosecondsToClose)),
            againstList: Self.againstList(won), stages: stages.indices.map { stage($0, cases) },
            transitions: transitions(cases))
    }

    private func stage(_ place: Int, _ cases: [FunnelCase]) -> FunnelReport.Stage {
        let last = stages.count - 1
        let reached = cases.filter { $0.reached(place) }
        let entered = cases.filter { $0.entered(place) }
        let visits = entered.flatMap { item in item.visits(to: stages[place]) }
        return FunnelReport.Stage(
            stage: stages[place], reached: reached.count, entered: entered.count,
            skipped: cases.count { $0.skipped(place) }, visits: visits.count,
            undatedVisits: visits.count { $0.entered == nil }, inStage: cases.count { $0.current == place },
            won: entered.count { $0.isWon && $0.visited.last == place },
            lost: entered.count { $0.isLost && $0.visited.last == place },
            toNext: Self.conversion(reached) { $0.toNext(from: place, last: last) },
            toLater: Self.conversion(reached) { $0.toLater(from: place) },
            dwell: dwell(stages[place], entered))
    }

    private static func conversion(
        _ reached: [FunnelCase], _ progress: (FunnelCase) -> FunnelCase.Progress
    ) -> FunnelReport.Conversion {
        var counts: [FunnelCase.Progress: Int] = [:]
        for item in reached { counts[progress(item), default: 0] += 1 }
        return FunnelReport.Conversion(
            converted: counts[.made, default: 0], jumped: counts[.jumped, default: 0],
            failed: counts[.failed, default: 0], censored: counts[.censored, default: 0])
    }

    private func dwell(_ stage: StageName, _ entered: [FunnelCase]) -> FunnelReport.Dwell {
        var latest: [Int64] = []
        var cumulative: [Int64] = []
        var running: [Int64] = []
        var counts: [Int: Int] = [:]
        for item in entered {
            let visits = item.visits(to: stage)
            counts[visits.count, default: 0] += 1
            let over = visits.filter(\.isOver)
            if let time = over.last?.nanoseconds { latest.append(time) }
            // A sum that lacks a part would be too small, so a visit without its times leaves the case out.
            let times = over.compactMap(\.nanoseconds)
            if !times.isEmpty, times.count == over.count {
                cumulative.append(Int64(clamping: times.reduce(Int128(0)) { $0 + Int128($1) }))
            }
            if item.isOpen, let visit = visits.last, !visit.isOver, let start = visit.entered {
                let time = Int128(stamp.time.nanoseconds) - Int128(start.nanoseconds)
                running.append(Int64(clamping: max(0, time)))
            }
        }
        return FunnelReport.Dwell(
            latest: Distribution(nanoseconds: latest), cumulative: Distribution(nanoseconds: cumulative),
            running: Distribution(nanoseconds: running),
            visits: counts.sorted { $0.key < $1.key }.map { FunnelReport.VisitCount(visits: $0.key, cases: $0.value) })
    }

    private func transitions(_ cases: [FunnelCase]) -> [FunnelReport.Transition] {
        struct Move: Hashable, Comparable {
            let from: Int
            let to: Int
            static func < (left: Move, right: Move) -> Bool { (left.from, left.to) < (right.from, right.to) }
        }
        var counts: [Move: Int] = [:]
        for item in cases {
            for move in item.moves {
                let to =
                    switch move.to {
                    case .stage(let place): place
                    case .won: stages.count
                    case .lost: stages.count + 1
                    }
                counts[Move(from: move.from ?? -1, to: to), default: 0] += 1
            }
        }
        return counts.sorted { $0.key < $1.key }.map { move, count in
            let target: FunnelCase.Target =
                move.to == stages.count ? .won : move.to > stages.count ? .lost : .stage(move.to)
            return FunnelReport.Transition(
                from: move.from < 0 ? nil : stages[move.from], to: label(target), count: count)
        }
    }

    private static func againstList(_ won: [FunnelCase]) -> FunnelReport.AgainstList {
        let comparable = won.filter { $0.comparison != .notRecorded }
        let groups = Dictionary(grouping: comparable) { $0.atList?.currency.rawValue ?? "" }
        let realisation = groups.sorted { $0.key < $1.key }.compactMap { _, cases -> FunnelReport.Realisation? in
            guard let amount = sums(cases.compactMap(\.state.outcome?.amount)).first,
                let list = sums(cases.compactMap(\.atList)).first
            else { return nil }
            let share = amount.amount.multiplied(by: 100, decimals: amount.amount.scale)?
                .divided(by: list.amount, decimals: 1)
            return FunnelReport.Realisation(amount: amount, atList: list, percent: share)
        }
        return FunnelReport.AgainstList(
            below: won.count { $0.comparison == .below }, at: won.count { $0.comparison == .at },
            above: won.count { $0.comparison == .above }, notRecorded: won.count { $0.comparison == .notRecorded },
            realisation: realisation)
    }

    /// Sums by currency; one that does not fit is left out rather than wrong.
    private static func sums(_ amounts: [Money]) -> [Money] {
        Dictionary(grouping: amounts, by: \.currency.rawValue).sorted { $0.key < $1.key }.compactMap { _, group in
            var sum = ExactSum()
            for money in group { sum.add(money.amount) }
            return sum.value.map { Money($0, group[0].currency) }
        }
    }
}

extension FunnelCase {
    /// The visits to the stage, in order.
    func visits(to stage: StageName) -> [Funnel.Visit] {
        state.visits.filter { state.stages[$0.stage] == stage }
    }
}
