import DealtrailModel
import DealtrailSales

/// An opportunity, seen through a definition: stages by their place in the report.
struct FunnelCase {
    /// Where a move leads to: a stage by its place, or an end.
    enum Target: Hashable {
        case stage(Int)
        case won
        case lost
    }

    /// What became of an opportunity that reached a stage.
    enum Progress: Hashable {
        case made
        case jumped
        case failed
        case censored
    }

    let state: Funnel.State
    /// The stages of the visits, by their place in the report, in the order of the visits.
    let visited: [Int]
    /// What it would have brought at list prices; `nil` when that cannot be told.
    let atList: Money?
    private let regress: FunnelDefinition.Regress
    private let reentry: FunnelDefinition.Reentry
    private let skips: FunnelDefinition.Skips

    /// - Parameters:
    ///   - state: What is known of the opportunity.
    ///   - places: The place in the report of each of its stages.
    ///   - listPrice: The list price of one unit.
    ///   - definition: What is counted and how.
    init(_ state: Funnel.State, places: [Int], listPrice: Money?, _ definition: FunnelDefinition) {
        self.state = state
        atList = Self.atList(state, listPrice)
        visited = state.visits.map { places[$0.stage] }
        regress = definition.regress
        reentry = definition.reentry
        skips = definition.skips
    }

    var isOpen: Bool { state.outcome == nil }
    var isWon: Bool { state.outcome?.isWon == true }
    var isLost: Bool { state.outcome?.isWon == false }

    /// The place of the stage that it is in.
    var current: Int? {
        guard isOpen, let last = state.visits.last, !last.isOver else { return nil }
        return visited.last
    }

    func entered(_ stage: Int) -> Bool { visited.contains(stage) }

    /// Whether a later stage was entered, or it was won, without ever entering this one.
    ///
    /// Whoever never entered any stage has jumped over none.
    func skipped(_ stage: Int) -> Bool {
        guard !visited.isEmpty, !entered(stage) else { return false }
        // Stages before the first entry were not jumped over but lie before a direct entry: they count only when an
        // earlier stage had been entered first.
        guard let before = visited.firstIndex(where: { $0 < stage }) else { return false }
        return isWon || visited[before...].contains { $0 > stage }
    }

    func reached(_ stage: Int) -> Bool { entered(stage) || countsSkips && skipped(stage) }

    /// Whether a stage that was jumped over counts as reached.
    var countsSkips: Bool { skips == .passed }

    /// Progress to a later stage; winning is later than any stage.
    func toLater(from stage: Int) -> Progress {
        if isWon { return .made }
        // Nobody jumps over a stage without having entered a later one.
        guard let start = start(of: stage) else { return regressed(to: stage) ? undecided : .made }
        guard visited[start...].contains(where: { $0 > stage }), !regressed(to: stage) else { return undecided }
        return .made
    }

    /// Progress to the very next stage, which for the last one is winning.
    func toNext(from stage: Int, last: Int) -> Progress {
        let later = toLater(from: stage)
        guard later == .made, stage != last || !isWon else { return later }
        let after = start(of: stage).map { visited[$0...] } ?? visited[...]
        return after.contains(stage + 1) ? .made : .jumped
    }

    /// The visit that starts the count; `nil` when the stage was jumped over.
    func start(of stage: Int) -> Int? {
        reentry == .first ? visited.firstIndex(of: stage) : visited.lastIndex(of: stage)
    }

    private func regressed(to stage: Int) -> Bool { regress == .void && (visited.last ?? 0) <= stage }
    private var undecided: Progress { isOpen ? .censored : .failed }

    /// Every move, in order; `nil` is the place before the first stage.
    ///
    /// An end stands after the visits that it came after; a reopening leaves no end behind.
    var moves: [(from: Int?, to: Target)] {
        var moves: [(from: Int?, to: Target)] = []
        var from: Int?
        for stage in visited {
            moves.append((from, .stage(stage)))
            from = stage
        }
        if let outcome = state.outcome { moves.append((from, outcome.isWon ? .won : .lost)) }
        return moves
    }

    /// How the amount lies to the list price; `nil` when it was not won.
    var comparison: ListComparison? {
        guard let outcome = state.outcome, outcome.isWon else { return nil }
        guard let amount = outcome.amount, let atList, amount.currency == atList.currency else { return .notRecorded }
        return amount.amount < atList.amount ? .below : amount.amount > atList.amount ? .above : .at
    }

    /// What was said when it was won, else the price of a unit by the quantity; exact, or nothing.
    private static func atList(_ state: Funnel.State, _ listPrice: Money?) -> Money? {
        if let said = state.outcome?.atList { return said }
        guard let listPrice, let quantity = state.quantity else { return nil }
        // With more places than a decimal has it would have to be rounded, and at list price would not be exact.
        let places = listPrice.amount.scale + quantity.scale
        guard places <= ScaledDecimal.maximumScale else { return nil }
        return listPrice.amount.multiplied(by: quantity, decimals: places).map { Money($0, listPrice.currency) }
    }

    /// The last known time of its creation, a stage entry or its end; `nil` when none is known.
    var lastKnown: Timestamp? {
        let times = [state.createdAt, state.visits.lazy.compactMap(\.entered).max(), state.outcome?.closedAt]
        return times.lazy.compactMap(\.self).max()
    }

    /// The first known stage entry and the end.
    var lifetime: (start: Timestamp, end: Timestamp)? {
        guard let end = state.outcome?.closedAt, let start = state.firstEntered else { return nil }
        return (start, end)
    }
}
