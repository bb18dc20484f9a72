import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews
import Synchronization

extension SalesPath {
    /// What becomes of each step, played from the beginning in a log of its own, which is gone afterwards.
    ///
    /// - Throws: `EncodingError`, `AppendError` for a command whose events cannot be stored.
    func play(under policy: SalesPolicy) async throws -> [DecisionOutcome] {
        // The Monday on which 2026 began at work; paths count from it, so every run is the same run.
        let start = Timestamp(nanoseconds: 1_767_578_400_000_000_000)
        let now = Mutex(start)
        let log = MemoryEventLog(
            origin: "path", options: TrailOptions(clock: { now.withLock { $0 } }, randomBits: { 0x5eed }))
        let handler = CommandHandler(log: log, rules: .fixed(policy), signatures: .sales)
        var outcomes: [DecisionOutcome] = []
        for (number, step) in steps.enumerated() {
            now.withLock { $0 = start.advanced(by: step.after) }
            let handled = try await handler.handle(step.command, by: step.author, id: CommandID("step-\(number + 1)"))
            guard let receipt = handled.receipt else {
                outcomes.append(.unchanged)
                continue
            }
            outcomes.append(try DecisionOutcome(recorded: log.events(in: receipt.positions)))
        }
        return outcomes
    }

    /// The steps that two policies answer differently.
    func impacts(_ inForce: SalesPolicy, _ candidate: SalesPolicy, _ catalog: Catalog) async throws -> [PathImpact] {
        var other = candidate
        other.version = inForce.version
        let (before, after) = (try await play(under: inForce), try await play(under: other))
        let sections = try other.sections(differingFrom: inForce)
        var alone: [(name: String, outcomes: [DecisionOutcome])] = []
        if before != after, sections.count > 1 {
            for section in sections {
                alone.append((section.name, try await play(under: inForce.taking([section], from: other))))
            }
        }
        var impacts: [PathImpact] = []
        for (index, step) in steps.enumerated() {
            guard let effect = DecisionChange.effect(before[index], after[index]) else { continue }
            let causes = alone.filter { DecisionChange.effect(before[index], $0.outcomes[index]) != nil }.map(\.name)
            let texts = DecisionImpact.texts(before[index], after[index], catalog)
            impacts.append(
                PathImpact(
                    path: name, step: index + 1, command: type(of: step.command).kind, entity: step.command.subject,
                    author: step.author.id, effect: .init(effect),
                    rule: (after[index].refusal ?? before[index].refusal)?.rule
                        ?? DecisionImpact.rule(causes, of: sections.map(\.name)), before: texts.before,
                    after: texts.after, follows: !impacts.isEmpty))
        }
        return impacts
    }
}
