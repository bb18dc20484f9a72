import DealtrailModel
import DealtrailSales

/// A move from a stage to the next one, or from the last stage to winning.
struct TransitionCases: Sendable {
    let from: StageName
    let to: FunnelTarget
    /// Those that entered the stage early enough for the horizon to have passed, by week.
    let cases: [TransitionCase]
    /// How many entered too short before the end of what is known.
    let young: Int
    /// How many entered at a time that is not known.
    let undated: Int

    /// Collects the opportunities that entered the stage at `place`.
    ///
    /// The horizon of an opportunity must have passed by the last thing that is known of any, which is earlier than the time of
    /// the report where a log is no longer fed.
    ///
    /// Those that went past the next stage without entering it are left out: they neither made that move nor failed it.
    init(_ funnel: FunnelCases, at place: Int, until known: Timestamp, _ definition: CliffDefinition) {
        let horizon = Int128(definition.horizonDays) * Int128(Distribution.day)
        let last = funnel.stages.count - 1
        var cases: [TransitionCase] = []
        var young = 0
        var undated = 0
        for (index, item) in funnel.cases.enumerated() {
            guard let start = item.start(of: place) else { continue }
            guard let entered = item.state.visits[start].entered else {
                undated += 1
                continue
            }
            let end = Int128(entered.nanoseconds) + horizon
            guard end <= Int128(known.nanoseconds) else {
                young += 1
                continue
            }
            func isInTime(_ time: Timestamp?) -> Bool { time.map { Int128($0.nanoseconds) <= end } ?? false }
            let visits = item.visited.indices.filter { $0 > start && isInTime(item.state.visits[$0].entered) }
            let next = visits.first { item.visited[$0] == place + 1 }
            let isWon = item.isWon && isInTime(item.state.outcome?.closedAt)
            if place != last, next == nil, isWon || visits.contains(where: { item.visited[$0] > place + 1 }) {
                continue
            }
            let day = ZonedTime(entered, offsetMinutes: definition.offsetMinutes).date
            cases.append(
                TransitionCase(
                    week: day.dayNumber - day.weekday + 1, isConverted: next != nil || place == last && isWon,
                    evidence: [.entry(start)]
                        + (next.map { [.entry($0)] } ?? (place == last && isWon ? [.outcome] : [])), index: index))
        }
        from = funnel.stages[place]
        to = place == last ? .won : .stage(funnel.stages[place + 1])
        self.cases = cases.sorted { ($0.week, $0.index) < ($1.week, $1.index) }
        self.young = young
        self.undated = undated
    }
}
