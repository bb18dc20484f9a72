import DealtrailModel

extension OpportunityState.Facts {
    /// A document that a stage needs, and that is missing or counts no longer.
    struct EvidenceGap: Hashable {
        let evidence: EvidenceKind
        /// The last event that attached it, before the stage was left; `nil` when none did.
        let attachedBy: EventID?
        /// The event with which the stage was left; `nil` when there is no document at all.
        let leftBy: EventID?
    }

    /// How entering a stage would lie to the current one; `nil` when the path does not have it.
    func movement(to stage: StageName) -> StageMovement? {
        let names = created.stages.map(\.name)
        guard let target = names.firstIndex(of: stage) else { return nil }
        let current = self.stage.flatMap { names.firstIndex(of: $0) } ?? -1
        if target < current { return .regress }
        if visits[stage] != nil { return .reentry }
        return names[(current + 1)..<target].contains { visits[$0] == nil } ? .skip : .forward
    }

    /// Checks that the policy allows a move and that it says why where it has to.
    ///
    /// - Throws: ``Refusal``: `opportunity.reason-required`, `opportunity.going-back`, `opportunity.entering-again`.
    func requireMove(
        _ movement: StageMovement, to stage: StageName, reason: String?, _ policy: SalesPolicy
    ) throws(Refusal) {
        guard movement == .regress || movement == .reentry else { return }
        let moves = policy.moves.rules(for: created.pipeline)
        let isBack = movement == .regress
        // What is in the way: that the current stage was reached, or that the stage was entered before.
        let event = (isBack ? self.stage : stage).flatMap { visits[$0]?.enteredBy }
        let setting = isBack ? "stage-moves.going-back" : "stage-moves.entering-again"
        switch isBack ? moves.goingBack : moves.enteringAgain {
        case .freely: return
        case .withReason:
            guard !(reason ?? "").contains(where: { !$0.isWhitespace }) else { return }
            throw policy.refusal(
                "opportunity.reason-required", "say why; the reason is recorded with the change",
                [
                    "subject": created.opportunity, "pipeline": created.pipeline, "stage": stage,
                    "from": self.stage?.rawValue ?? "none", "movement": movement.rawValue, "setting": setting,
                    "event": event?.description ?? "none",
                ])
        case .refused:
            throw policy.refusal(
                isBack ? "opportunity.going-back" : "opportunity.entering-again",
                isBack
                    ? "\(stage) lies before \(self.stage?.rawValue ?? "the start"); in the pipeline \(created.pipeline) nobody goes back"
                    : "\(stage) was entered before; in the pipeline \(created.pipeline) a stage is entered once",
                [
                    "opportunity": created.opportunity, "pipeline": created.pipeline, "stage": stage,
                    "from": self.stage?.rawValue ?? "none", "movement": movement.rawValue, "setting": setting,
                    "event": event?.description ?? "none",
                ])
        }
    }

    /// Checks that the evidence for a stage is there, and on the way forward that for the stages which are passed over.
    ///
    /// - Throws: ``Refusal`` (`opportunity.entry-criteria`).
    func requireEvidence(for stage: StageName, _ movement: StageMovement, _ policy: SalesPolicy) throws(Refusal) {
        let gaps = evidenceGaps(for: stage, movement, policy.moves.rules(for: created.pipeline).evidence)
        guard !gaps.isEmpty else { return }
        let names = gaps.map(\.evidence.rawValue).joined(separator: ", ")
        var inputs = ["opportunity": created.opportunity.rawValue, "stage": stage.rawValue, "missing": names]
        var explanation = "attach first: \(names)"
        if let stale = gaps.first(where: { $0.leftBy != nil }) {
            explanation += "; what was attached before the stage was left counts no longer"
            inputs["setting"] = "stage-moves.evidence"
            inputs["attachedBy"] = stale.attachedBy?.description
            inputs["leftBy"] = stale.leftBy?.description
        }
        throw Refusal("opportunity.entry-criteria", version: policy.version, explanation, inputs: inputs)
    }

    /// What is missing, in the order of names.
    private func evidenceGaps(
        for stage: StageName, _ movement: StageMovement, _ counts: StageMoveRules.Evidence
    ) -> [EvidenceGap] {
        let names = created.stages.map(\.name)
        guard let target = names.firstIndex(of: stage) else { return [] }
        let current = self.stage.flatMap { names.firstIndex(of: $0) } ?? -1
        let isForward = movement == .forward || movement == .skip
        // Who comes again passes what lies between, which counts where evidence does not count for ever.
        let first = isForward ? 0 : movement == .reentry && counts == .anew ? current + 1 : target
        var gaps: [EvidenceKind: EvidenceGap] = [:]
        for index in min(first, target)...target {
            // The stage that it is in, and on the way forward those behind it, are not passed now.
            let isPassed = names[index] != self.stage && (!isForward || index > current)
            let left = isPassed && counts == .anew ? visits[names[index]]?.left : nil
            for kind in created.stages[index].requires {
                guard let attached = evidence[kind] else {
                    gaps[kind] = EvidenceGap(evidence: kind, attachedBy: nil, leftBy: nil)
                    continue
                }
                guard let left, attached.position < left.position, gaps[kind] == nil else { continue }
                gaps[kind] = EvidenceGap(evidence: kind, attachedBy: attached.event, leftBy: left.event)
            }
        }
        return gaps.values.sorted { $0.evidence < $1.evidence }
    }

    /// Notes that a stage was entered, and with that the one before left.
    mutating func enter(_ stage: StageName, _ mark: Mark) {
        if let current = self.stage, current != stage { visits[current, default: .init()].left = mark }
        if self.stage != stage || visits[stage] == nil { visits[stage, default: .init()].enteredBy = mark.event }
        self.stage = stage
    }
}
