public import DealtrailModel

/// What is known of an opportunity when something about it is decided.
public struct OpportunityState: Sendable {
    /// How an opportunity ended.
    enum Ending: String, Sendable {
        case won
        case lost
    }

    var opportunity: Facts?
    /// The accounts that exist, of those in scope.
    var accounts: Set<AccountID> = []
    /// The newest definition of the pipeline in scope.
    var pipeline: PipelineRules?
    var pipelineVersions: Set<Int> = []

    struct Facts: Sendable {
        let created: OpportunityCreated
        var owner: ActorID?
        var stage: StageName?
        var entered: Set<StageName> = []
        var evidence: Set<EvidenceKind> = []
        var documents: Set<ContentDigest> = []
        var ending: Ending?

        /// How entering a stage would lie to the current one; `nil` when the path does not have it.
        func movement(to stage: StageName) -> StageMovement? {
            let names = created.stages.map(\.name)
            guard let target = names.firstIndex(of: stage) else { return nil }
            let current = self.stage.flatMap { names.firstIndex(of: $0) } ?? -1
            if target < current { return .regress }
            if entered.contains(stage) { return .reentry }
            return names[(current + 1)..<target].contains { !entered.contains($0) } ? .skip : .forward
        }

        /// The evidence that is missing for a stage and, on the way forward, for the stages that are passed over.
        func missingEvidence(for stage: StageName, _ movement: StageMovement) -> [EvidenceKind] {
            let names = created.stages.map(\.name)
            guard let target = names.firstIndex(of: stage) else { return [] }
            let passed =
                movement == .forward || movement == .skip ? created.stages[...target] : created.stages[target...target]
            return Set(passed.flatMap(\.requires)).subtracting(evidence).sorted()
        }
    }

    /// Checks that the opportunity exists and, unless told otherwise, is open.
    ///
    /// - Throws: ``Refusal``: `opportunity.unknown`, `opportunity.closed`.
    func require(_ id: OpportunityID, open: Bool = true, _ policy: SalesPolicy) throws(Refusal) -> Facts {
        guard let opportunity else {
            throw policy.refusal("opportunity.unknown", "there is no opportunity \(id)", ["opportunity": id])
        }
        if open, let ending = opportunity.ending {
            throw policy.refusal(
                "opportunity.closed", "the opportunity \(id) is \(ending.rawValue); reopen it first",
                ["opportunity": id, "ending": ending.rawValue])
        }
        return opportunity
    }

    /// Checks that an account exists.
    ///
    /// - Throws: ``Refusal`` (`account.unknown`).
    func require(_ account: AccountID, _ policy: SalesPolicy) throws(Refusal) {
        guard accounts.contains(account) else {
            throw policy.refusal(
                "account.unknown", "there is no account \(account); create it first", ["account": account])
        }
    }
}

/// Folds what decisions about opportunities and pipelines rest on.
public enum OpportunityDecider: Decider {
    /// No opportunity yet.
    public static let initial = OpportunityState()
    /// The opportunity's own events, its evidence, the account's creation and the pipeline's definitions.
    public static let fold = Fold<OpportunityState> {
        On(AccountCreated.self) { state, event in state.accounts.insert(event.account) }
        On(PipelineDefined.self) { state, event in
            state.pipelineVersions.insert(event.version)
            guard event.version > (state.pipeline?.version ?? 0) else { return }
            state.pipeline = PipelineRules(name: event.pipeline, version: event.version, stages: event.stages)
        }
        On(OpportunityCreated.self) { state, event in
            state.opportunity = .init(created: event, owner: event.owner)
        }
        On(OpportunityOwnerChanged.self) { state, event in state.opportunity?.owner = event.owner }
        On(OpportunityStageEntered.self) { state, event in state.opportunity?.enter(event.stage) }
        On(EvidenceAttached.self) { state, event in
            state.opportunity?.evidence.insert(event.evidence)
            state.opportunity?.documents.insert(event.digest)
        }
        On(OpportunityWon.self) { state, _ in state.opportunity?.ending = .won }
        On(OpportunityLost.self) { state, _ in state.opportunity?.ending = .lost }
        On(OpportunityReopened.self) { state, event in
            state.opportunity?.ending = nil
            if let stage = event.stage { state.opportunity?.enter(stage) }
        }
    }

    /// The events about one opportunity itself, and not the quotes that belong to it.
    static func scope(_ id: OpportunityID) -> Query {
        Query(items: [.init(kinds: fold.kinds, tags: [.opportunity(id)])])
    }

    /// The creation of an account, when one is named.
    static func scope(_ account: AccountID?) -> Query {
        guard let account else { return .none }
        return Query(items: [.init(kinds: [AccountCreated.kind], tags: [.account(account)])])
    }

    /// The definitions of a pipeline.
    static func scope(_ pipeline: PipelineName) -> Query {
        Query(items: [.init(kinds: [PipelineDefined.kind], tags: [.pipeline(pipeline)])])
    }
}

extension OpportunityState.Facts {
    mutating func enter(_ stage: StageName) {
        self.stage = stage
        entered.insert(stage)
    }
}
