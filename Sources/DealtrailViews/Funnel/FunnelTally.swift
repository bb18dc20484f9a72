import DealtrailModel
import DealtrailSales

/// Opportunities counted one after another, each looked at once.
struct FunnelTally {
    private let names: [StageName]
    private let clock: FunnelClock
    private(set) var stages: [StageTally]
    private var moves: [Int]
    private var stays: [StageStay]
    private var cases = 0
    private var open = 0
    private var won = 0
    private var lost = 0
    private var undated = 0
    private var notStarted = 0
    private var wonValue = SumsByCurrency()
    private var wonWithoutAmount = 0
    private(set) var toWon: [Int64] = []
    private var toLost: [Int64] = []
    private var comparisons: [ListComparison: Int] = [:]
    private var comparedAmounts = SumsByCurrency()
    private var comparedLists = SumsByCurrency()

    init(stages names: [StageName], _ clock: FunnelClock) {
        self.names = names
        self.clock = clock
        stages = Array(repeating: StageTally(), count: names.count)
        // From the start and from each stage, to each stage, to won and to lost.
        moves = Array(repeating: 0, count: (names.count + 1) * (names.count + 2))
        stays = Array(repeating: StageStay(), count: names.count)
    }

    /// Takes in an opportunity.
    ///
    /// - Complexity: O(stages × visits).
    mutating func add(_ item: FunnelCase) {
        cases += 1
        if item.isOpen {
            open += 1
            if item.visited.isEmpty { notStarted += 1 }
        } else {
            close(item)
        }
        if item.state.isUndated { undated += 1 }
        count(movesOf: item)
        for place in stays.indices { stays[place] = StageStay() }
        for (visit, place) in zip(item.state.visits, item.visited) {
            stays[place].add(visit, isOpen: item.isOpen, clock)
        }
        for place in stages.indices { stages[place].add(item, at: place, last: stages.count - 1, stays[place]) }
    }

    private mutating func close(_ item: FunnelCase) {
        let length = item.lifetime.map { clock.nanoseconds(from: $0.start, to: $0.end) }
        guard item.isWon else {
            lost += 1
            if let length { toLost.append(length) }
            return
        }
        won += 1
        if let length { toWon.append(length) }
        let amount = item.state.outcome?.amount
        if let amount { wonValue.add(amount) } else { wonWithoutAmount += 1 }
        guard let comparison = item.comparison else { return }
        comparisons[comparison, default: 0] += 1
        if comparison != .notRecorded, let amount, let atList = item.atList {
            comparedAmounts.add(amount)
            comparedLists.add(atList)
        }
    }

    private mutating func count(movesOf item: FunnelCase) {
        let width = names.count + 2
        var row = 0
        for place in item.visited {
            moves[row * width + place] += 1
            row = place + 1
        }
        if !item.isOpen { moves[row * width + (item.isWon ? names.count : names.count + 1)] += 1 }
    }

    /// What was counted, as a slice of this name.
    ///
    /// - Complexity: O(n log n) for durations.
    func slice(_ name: String?) -> FunnelReport.Slice {
        FunnelReport.Slice(
            name: name, cases: cases, open: open, won: won, lost: lost, undated: undated, notStarted: notStarted,
            winRate: Percent.of(won, won + lost), wonValue: wonValue.amounts, wonWithoutAmount: wonWithoutAmount,
            daysToWon: Distribution(nanoseconds: toWon, day: clock.day),
            daysToLost: Distribution(nanoseconds: toLost, day: clock.day), againstList: againstList,
            stages: zip(names, stages).map { $1.stage($0, day: clock.day) }, transitions: transitions)
    }

    private var transitions: [FunnelReport.Transition] {
        let width = names.count + 2
        return moves.indices.filter { moves[$0] > 0 }.map { index in
            let (row, column) = index.quotientAndRemainder(dividingBy: width)
            let target: FunnelTarget =
                column == names.count ? .won : column > names.count ? .lost : .stage(names[column])
            return FunnelReport.Transition(
                from: row == 0 ? nil : names[row - 1], to: target.label, count: moves[index])
        }
    }

    private var againstList: FunnelReport.AgainstList {
        let realisation = comparedAmounts.amounts.compactMap { amount -> FunnelReport.Realisation? in
            guard let list = comparedLists.amounts.first(where: { $0.currency == amount.currency }) else { return nil }
            let share = amount.amount.multiplied(by: 100, decimals: amount.amount.scale)?
                .divided(by: list.amount, decimals: 1)
            return FunnelReport.Realisation(amount: amount, atList: list, percent: share)
        }
        return FunnelReport.AgainstList(
            below: comparisons[.below, default: 0], at: comparisons[.at, default: 0],
            above: comparisons[.above, default: 0], notRecorded: comparisons[.notRecorded, default: 0],
            realisation: realisation)
    }
}
