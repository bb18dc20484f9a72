import DealtrailModel
import DealtrailSales

/// What in the history of an opportunity the numbers about it rest on.
extension FunnelCase {
    /// What it brought, when it was won or lost and somebody said.
    var amount: Money? { state.outcome?.amount }

    /// Its creation, every visit and its end.
    var everything: [FunnelEvidence] {
        [.created] + visited.indices.map { .entry($0) } + [.reopening] + (isOpen ? [] : [.outcome])
    }

    /// What it has done last.
    var whyOpen: [FunnelEvidence] {
        (visited.isEmpty ? [.created] : [.entry(visited.count - 1)]) + (state.reopenings > 0 ? [.reopening] : [])
    }

    /// What a number about a stage rests on.
    ///
    /// - Parameters:
    ///   - selector: The number, which counts this opportunity.
    ///   - place: The place of the stage.
    ///   - last: The place of the last stage.
    func evidence(_ selector: FunnelSelector, at place: Int, last: Int) -> [FunnelEvidence] {
        let visits = visited.indices.filter { visited[$0] == place }
        let reaching = start(of: place).map { [.entry($0)] } ?? jump(over: place)
        switch selector {
        case .entered: return visits.map { .entry($0) }
        case .reached: return visits.isEmpty ? reaching : visits.map { .entry($0) }
        case .skipped: return jump(over: place)
        case .inStage: return [.entry(visited.count - 1)]
        case .wonFrom, .lostFrom: return [.entry(visited.count - 1), .outcome]
        case .toNext: return reaching + progress(from: place) { place == last ? false : $0 == place + 1 }
        case .jumped, .toLater: return reaching + progress(from: place) { $0 > place }
        case .failed: return reaching + [.outcome]
        case .censored: return reaching + [.entry(visited.count - 1)]
        default: return []
        }
    }

    /// The first visit after the count starts that is one of progress, or else the end.
    private func progress(from place: Int, _ isProgress: (Int) -> Bool) -> [FunnelEvidence] {
        let start = start(of: place) ?? 0
        return visited.indices.first { $0 >= start && isProgress(visited[$0]) }.map { [.entry($0)] } ?? [.outcome]
    }

    /// The earlier stage that was entered, and the later one or the end.
    private func jump(over place: Int) -> [FunnelEvidence] {
        guard let before = visited.firstIndex(where: { $0 < place }) else { return [] }
        let after = visited.indices.first { $0 > before && visited[$0] > place }
        return [.entry(before), after.map { .entry($0) } ?? .outcome]
    }
}
