public import DealtrailModel

/// Which of the things that a command names exist.
public struct SubjectsState: Sendable {
    var accounts: Set<AccountID> = []
    var opportunities: Set<OpportunityID> = []
    var contracts: [ContractID: ContractSigned] = [:]
    var voiceNotes: [VoiceNoteID: VoiceNoteCaptured] = [:]
    var commitments: Set<CommitmentID> = []

    /// Checks that what is named exists.
    ///
    /// - Throws: ``Refusal``: `account.unknown`, `opportunity.unknown`, `contract.unknown`, `voice-note.unknown`,
    ///   `commitment.unknown`.
    func require(
        account: AccountID? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil,
        voiceNote: VoiceNoteID? = nil, commitment: CommitmentID? = nil, _ policy: SalesPolicy
    ) throws(Refusal) {
        if let account { try policy.requireAccount(account, in: accounts) }
        if let opportunity { try policy.requireOpportunity(opportunity, exists: opportunities.contains(opportunity)) }
        if let contract, contracts[contract] == nil {
            throw policy.refusal(
                "contract.unknown", "there is no contract \(contract); sign it first", ["contract": contract])
        }
        if let voiceNote, voiceNotes[voiceNote] == nil {
            throw policy.refusal(
                "voice-note.unknown", "there is no voice note \(voiceNote)", ["voiceNote": voiceNote])
        }
        if let commitment, !commitments.contains(commitment) {
            throw policy.refusal(
                "commitment.unknown", "there is no promise \(commitment); make it first", ["commitment": commitment])
        }
    }
}

/// Folds which of the things that a command names exist.
public enum SubjectsDecider: Decider {
    /// Nothing.
    public static let initial = SubjectsState()
    /// The events with which accounts, opportunities, contracts, voice notes and promises begin.
    public static let fold = Fold<SubjectsState> {
        On(AccountCreated.self) { state, event in state.accounts.insert(event.account) }
        On(OpportunityCreated.self) { state, event in state.opportunities.insert(event.opportunity) }
        On(ContractSigned.self) { state, event in state.contracts[event.contract] = event }
        On(VoiceNoteCaptured.self) { state, event in state.voiceNotes[event.voiceNote] = event }
        On(CommitmentMade.self) { state, event in state.commitments.insert(event.commitment) }
    }

    /// The beginning of what is named.
    static func scope(
        account: AccountID? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil,
        voiceNote: VoiceNoteID? = nil, commitment: CommitmentID? = nil
    ) -> Query {
        let items = [
            account.map { Query.Item(kinds: [AccountCreated.kind], tags: [.account($0)]) },
            opportunity.map { Query.Item(kinds: [OpportunityCreated.kind], tags: [.opportunity($0)]) },
            contract.map { Query.Item(kinds: [ContractSigned.kind], tags: [.contract($0)]) },
            voiceNote.map { Query.Item(kinds: [VoiceNoteCaptured.kind], tags: [.voiceNote($0)]) },
            commitment.map { Query.Item(kinds: [CommitmentMade.kind], tags: [.commitment($0)]) },
        ]
        return Query(items: items.compactMap(\.self))
    }
}
