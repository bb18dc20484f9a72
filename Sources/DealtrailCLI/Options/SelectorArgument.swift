import ArgumentParser
import Dealtrail

/// A number of a funnel as it is written on the command line.
struct SelectorArgument {
    let text: String
    let selector: FunnelSelector
    /// The stages that it names, which must exist.
    let stages: [StageName]

    init(_ text: String) throws {
        self.text = text
        if let plain = Self.plain[text] {
            (selector, stages) = (plain, [])
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else { throw Self.unknown(text) }
        let stage = StageName(parts[1])
        switch parts[0] {
        case "move": (selector, stages) = try Self.move(parts[1])
        case "visited": (selector, stages) = try Self.visited(parts[1])
        case "won-value":
            guard let currency = Currency(rawValue: parts[1]) else { throw Self.unknown(text) }
            (selector, stages) = (.wonValue(currency), [])
        case "list":
            guard let comparison = ListComparison(rawValue: parts[1]) else { throw Self.unknown(text) }
            (selector, stages) = (.againstList(comparison), [])
        default:
            guard let make = Self.staged[parts[0]] else { throw Self.unknown(text) }
            (selector, stages) = (make(stage), [stage])
        }
    }

    private static let plain: [String: FunnelSelector] = [
        "all": .all, "open": .open, "won": .won, "lost": .lost, "undated": .undated, "not-started": .notStarted,
        "won-without-amount": .wonWithoutAmount, "days-to-won": .daysToWon, "days-to-lost": .daysToLost,
    ]

    private static let staged: [String: @Sendable (StageName) -> FunnelSelector] = [
        "reached": { .reached($0) }, "entered": { .entered($0) }, "skipped": { .skipped($0) }, "in": { .inStage($0) },
        "won-from": { .wonFrom($0) }, "lost-from": { .lostFrom($0) }, "to-next": { .toNext($0) },
        "jumped": { .jumped($0) }, "to-later": { .toLater($0) }, "failed": { .failed($0) },
        "censored": { .censored($0) }, "visits": { .visits($0) }, "undated-visits": { .undatedVisits($0) },
        "latest": { .latest($0) }, "cumulative": { .cumulative($0) }, "running": { .running($0) },
    ]

    private static func move(_ text: String) throws -> (FunnelSelector, [StageName]) {
        guard let arrow = text.firstIndex(of: ">") else { throw unknown("move:\(text)") }
        let from = String(text[..<arrow])
        let to = String(text[text.index(after: arrow)...])
        let target: FunnelTarget =
            switch to {
            case "<won>": .won
            case "<lost>": .lost
            default: .stage(StageName(to))
            }
        var stages = from.isEmpty ? [] : [StageName(from)]
        if case .stage(let stage) = target { stages.append(stage) }
        return (.transition(from: from.isEmpty ? nil : StageName(from), to: target), stages)
    }

    /// `STAGE=TIMES`.
    private static func visited(_ text: String) throws -> (FunnelSelector, [StageName]) {
        guard let sign = text.lastIndex(of: "="), let times = Int(text[text.index(after: sign)...]), times >= 1 else {
            throw unknown("visited:\(text)")
        }
        let stage = StageName(String(text[..<sign]))
        return (.visited(stage, times: times), [stage])
    }

    private static func unknown(_ text: String) -> ValidationError {
        let names = plain.keys.sorted() + staged.keys.sorted().map { "\($0):STAGE" }
        return ValidationError(
            "\"\(text)\" names no number of a funnel; there are \(names.joined(separator: ", ")), visited:STAGE=TIMES, "
                + "move:FROM>TO, list:below, won-value:CURRENCY")
    }
}
