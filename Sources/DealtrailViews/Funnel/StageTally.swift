import DealtrailModel
import DealtrailSales

/// What opportunities did in one stage, counted one after another.
struct StageTally {
    private var reached = 0
    private var entered = 0
    private var skipped = 0
    private var visits = 0
    private var undatedVisits = 0
    private var inStage = 0
    private var won = 0
    private var lost = 0
    private var toNext = ProgressCount()
    private var toLater = ProgressCount()
    private(set) var latest: [Int64] = []
    private(set) var cumulative: [Int64] = []
    private(set) var running: [Int64] = []
    private var visitCounts: [Int] = []

    private struct ProgressCount {
        var made = 0
        var jumped = 0
        var failed = 0
        var censored = 0

        mutating func add(_ progress: FunnelCase.Progress) {
            switch progress {
            case .made: made += 1
            case .jumped: jumped += 1
            case .failed: failed += 1
            case .censored: censored += 1
            }
        }

        var conversion: FunnelReport.Conversion {
            FunnelReport.Conversion(converted: made, jumped: jumped, failed: failed, censored: censored)
        }
    }

    /// Takes in an opportunity.
    ///
    /// - Parameters:
    ///   - item: The opportunity.
    ///   - place: The place of the stage.
    ///   - last: The place of the last stage.
    ///   - stay: Its visits to the stage.
    mutating func add(_ item: FunnelCase, at place: Int, last: Int, _ stay: StageStay) {
        let isEntered = stay.visits > 0
        let isSkipped = !isEntered && item.skipped(place)
        if isSkipped { skipped += 1 }
        if isEntered || isSkipped && item.countsSkips {
            reached += 1
            toLater.add(item.toLater(from: place))
            toNext.add(item.toNext(from: place, last: last))
        }
        guard isEntered else { return }
        entered += 1
        visits += stay.visits
        undatedVisits += stay.undated
        if visitCounts.count <= stay.visits {
            visitCounts += repeatElement(0, count: stay.visits + 1 - visitCounts.count)
        }
        visitCounts[stay.visits] += 1
        if item.current == place { inStage += 1 }
        if !item.isOpen, item.visited.last == place { if item.isWon { won += 1 } else { lost += 1 } }
        if let length = stay.latest { latest.append(length) }
        if let length = stay.cumulative { cumulative.append(length) }
        if let length = stay.running { running.append(length) }
    }

    /// What was counted.
    func stage(_ name: StageName, day: Int64) -> FunnelReport.Stage {
        FunnelReport.Stage(
            stage: name, reached: reached, entered: entered, skipped: skipped, visits: visits,
            undatedVisits: undatedVisits, inStage: inStage, won: won, lost: lost, toNext: toNext.conversion,
            toLater: toLater.conversion,
            dwell: FunnelReport.Dwell(
                latest: Distribution(nanoseconds: latest, day: day),
                cumulative: Distribution(nanoseconds: cumulative, day: day),
                running: Distribution(nanoseconds: running, day: day),
                visits: visitCounts.indices.filter { visitCounts[$0] > 0 }.map {
                    FunnelReport.VisitCount(visits: $0, cases: visitCounts[$0])
                }))
    }
}
