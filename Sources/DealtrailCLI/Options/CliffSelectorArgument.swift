import ArgumentParser
import Dealtrail

/// A number of a report about cliffs as it is written on the command line: `STAGE/PART` or `STAGE/PART/converted`.
struct CliffSelectorArgument {
    let text: String
    let stage: StageName
    let part: CliffPart
    let isConverted: Bool

    init(_ text: String) throws {
        self.text = text
        var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        isConverted = parts.count > 1 && parts.last == "converted"
        if isConverted { parts.removeLast() }
        let last = parts.removeLast()
        let part: CliffPart? =
            switch last {
            case "all": .all
            case "before": .before
            case "since": .since
            default: ReportPeriod(last).flatMap { $0.kind == .week ? .week(last) : nil }
            }
        guard let part, !parts.isEmpty else {
            throw ValidationError(
                "\"\(text)\" names no number of a cliff: STAGE/all, STAGE/before, STAGE/since or STAGE/2026-W07, each alone "
                    + "or with /converted")
        }
        self.part = part
        stage = StageName(parts.joined(separator: "/"))
    }
}
