import Dealtrail
import DealtrailReports
import DealtrailSimulator

/// What was simulated, and what is hidden in it.
struct SimulationOutcome: Report {
    static let reportName = "simulate"

    let seed: UInt64
    let origin: String
    let stories: SimulatorStories
    var stamp = AnswerStamp(position: nil, time: Timestamp(nanoseconds: 0))
    var root = ""
    private(set) var commands = 0
    private(set) var refused = 0
    /// Commands that were decided otherwise than the simulation foresaw: a defect of a rule or of the simulation.
    private(set) var surprises: [String] = []

    init(seed: UInt64, origin: String, stories: SimulatorStories) {
        self.seed = seed
        self.origin = origin
        self.stories = stories
    }

    mutating func take(_ handled: Handled, of step: SimulatorStep) {
        commands += 1
        if handled.refusal != nil { refused += 1 }
        if handled.refusal?.rule != step.refusedBy, surprises.count < 100 {
            let found = handled.refusal.map { "refused by \($0.rule)" } ?? "accepted"
            surprises.append("\(step.id): \(found), foreseen: \(step.refusedBy ?? "accepted")")
        }
    }

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        let events = stamp.position.map { $0 + 1 } ?? 0
        var sections = [ReportDocument.Section("What is hidden in it", facts: hidden.map { .init($0.name, $0.text) })]
        if !surprises.isEmpty { sections.append(.init("Decided otherwise than foreseen", notes: surprises)) }
        return ReportDocument(
            "Simulated",
            facts: [
                .init("Trail", origin), .init("Seed", String(seed)), .init("Commands", String(commands)),
                .init("Refused", String(refused)), .init("Events", String(events)), .init("Root", root),
                .init("Until", stamp.time.description),
            ], sections: sections)
    }

    /// The stories in words.
    private var hidden: [(name: String, text: String)] {
        var facts: [(name: String, text: String)] = []
        if let disparity = stories.disparity {
            facts.append(
                (
                    "Spread",
                    "\(disparity.account) was quoted \(disparity.product) by \(disparity.legs.count) representatives, "
                        + "\(disparity.spread) % apart: quotes \(disparity.legs.map(\.quote.rawValue).joined(separator: ", "))"
                ))
        }
        if let line = stories.readded {
            facts.append(
                (
                    "Removed and added again",
                    "\(line.author) on quote \(line.quote): \(line.product) from \(line.old) to \(line.new)"
                ))
        }
        let waiting = stories.waiting.meanDays.map { "\($0) days" } ?? "n/a"
        facts.append(("Waiting", "\(stories.waiting.role): \(waiting) on average over \(stories.waiting.steps) steps"))
        let cliff = stories.cliff
        facts.append(
            (
                "Fewer go on",
                "\(cliff.from) to \(cliff.to): \(cliff.before.converted) of \(cliff.before.entered) before \(cliff.week), "
                    + "\(cliff.since.converted) of \(cliff.since.entered) since"
            ))
        facts += stories.declines.map { ("Health falls", "\($0.account) since \($0.since): \($0.reason.rawValue)") }
        facts.append(("Typed late", stories.lateTypists.map(\.rawValue).joined(separator: ", ")))
        return facts
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case origin
        case seed
        case commands
        case refused
        case refusals
        case root
        case hidden
        case surprises
    }

    private struct Hidden: Encodable {
        let name: String
        let text: String
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(origin, forKey: .origin)
        try container.encode(seed, forKey: .seed)
        try container.encode(commands, forKey: .commands)
        try container.encode(refused, forKey: .refused)
        try container.encode(stories.refusals, forKey: .refusals)
        try container.encode(root, forKey: .root)
        try container.encode(hidden.map { Hidden(name: $0.name, text: $0.text) }, forKey: .hidden)
        try container.encode(surprises, forKey: .surprises)
    }
}
