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
        /// Where an event stands in the log, and which it is.
        struct Mark: Sendable {
            let position: UInt64
            let event: EventID
        }

        /// What is known of a stage that was entered.
        struct Visit: Sendable {
            /// The last event that entered it.
            var enteredBy: EventID?
            /// The last event with which it was left; `nil` while it was not.
            var left: Mark?
        }

        let created: OpportunityCreated
        var owner: ActorID?
        var stage: StageName?
        var visits: [StageName: Visit] = [:]
        /// The last document of each kind.
        var evidence: [EvidenceKind: Mark] = [:]
        var documents: Set<ContentDigest> = []
        var ending: Ending?
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
        On(OpportunityStageEntered.self) { state, event, view in
            state.opportunity?.enter(event.stage, .init(position: view.position, event: try view.id))
        }
        On(EvidenceAttached.self) { state, event, view in
            state.opportunity?.evidence[event.evidence] = .init(position: view.position, event: try view.id)
            state.opportunity?.documents.insert(event.digest)
        }
        On(OpportunityWon.self) { state, _ in state.opportunity?.ending = .won }
        On(OpportunityLost.self) { state, _ in state.opportunity?.ending = .lost }
        On(OpportunityReopened.self) { state, event, view in
            state.opportunity?.ending = nil
            guard let stage = event.stage else { return }
            state.opportunity?.enter(stage, .init(position: view.position, event: try view.id))
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
