import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Promises to customers, and the voice notes that they come from.
@Suite struct CommitmentTests {
    private let consent = ContentDigest(of: Array("consent".utf8))
    private let other = ContentDigest(of: Array("another consent".utf8))

    private func hour(_ hours: Int64, _ nanoseconds: Int64 = 0) -> Timestamp {
        Timestamp(nanoseconds: GivenWhenThen.monday.nanoseconds + hours * 3_600_000_000_000 + nanoseconds)
    }

    private func made(_ due: Timestamp) -> CommitmentMade {
        CommitmentMade(commitment: "CM-1", due: due, what: "a trial", account: "acme", owner: "rep:lin")
    }

    @Test func `A promise is made once, for a time that is still to come`() throws {
        let make = Commitment.make("CM-1", to: "acme", due: hour(72), "a trial")
        let promised = try given(Scenario.account).when(make, by: Scenario.lin).then(made(hour(72)))
        try promised.when(make, by: Scenario.lin).thenNothing()
        try promised.when(Commitment.make("CM-1", to: "acme", due: hour(96), "a trial")).thenRefused(
            "commitment.exists")
        try given(Scenario.account).when(make, at: hour(72)).thenRefused("commitment.due-passed")
        try given(Scenario.account).when(make, by: Scenario.lin, at: hour(72, -1)).then(made(hour(72)))
        try given(Scenario.account).when(Commitment.make("CM-1", to: "acme", due: hour(72), " "))
            .thenRefused("commitment.what-required")
    }

    @Test func `What a promise belongs to is there`() throws {
        func make(
            opportunity: OpportunityID? = nil, contract: ContractID? = nil, from voiceNote: VoiceNoteID? = nil
        ) -> Commitment.Make {
            Commitment.make(
                "CM-1", to: "acme", due: hour(72), "a trial", opportunity: opportunity, contract: contract,
                from: voiceNote)
        }
        try given().when(make()).thenRefused("account.unknown")
        let there = given(Scenario.account)
        try there.when(make(opportunity: "O-1")).thenRefused("opportunity.unknown")
        try there.when(make(contract: "C-1")).thenRefused("contract.unknown")
        try there.when(make(from: "VN-1")).thenRefused("voice-note.unknown")
        try there.and(
            OpportunityCreated(opportunity: "O-1", pipeline: "standard", pipelineVersion: 1),
            ContractSigned(contract: "C-1"), VoiceNoteCaptured(voiceNote: "VN-1", account: "acme")
        ).when(make(opportunity: "O-1", contract: "C-1", from: "VN-1")).then(kinds: "commitment.made")
    }

    @Test func `Only the consent of the customer moves it, each to one later time`() throws {
        let promised = given(Scenario.account, made(hour(72)))
        let extended = CommitmentExtended(
            commitment: "CM-1", due: hour(96), previous: hour(72), evidence: consent, account: "acme", owner: "rep:lin")
        try promised.when(Commitment.extend("CM-1", to: hour(96))).thenRefused("commitment.consent-required")
        let moved = try promised.when(Commitment.extend("CM-1", to: hour(96), consent: consent)).then(extended)
        try moved.when(Commitment.extend("CM-1", to: hour(96), consent: consent)).thenNothing()
        try moved.when(Commitment.extend("CM-1", to: hour(120), consent: consent))
            .thenRefused("commitment.consent-used")
        try moved.when(Commitment.extend("CM-1", to: hour(96), consent: other)).thenRefused("commitment.not-later")
        try moved.when(Commitment.extend("CM-1", to: hour(96, 1), consent: other)).then(kinds: "commitment.extended")
        // After it was missed it may still be put off, but not to a time that has passed.
        try promised.when(Commitment.extend("CM-1", to: hour(96), consent: consent), at: hour(96))
            .thenRefused("commitment.due-passed")
        try promised.when(Commitment.extend("CM-1", to: hour(96), consent: consent), at: hour(96, -1)).then(extended)
        try given().when(Commitment.extend("CM-1", to: hour(96), consent: consent)).thenRefused("commitment.unknown")
        // An import that shows no consent has moved nothing.
        try promised.and(CommitmentExtended(commitment: "CM-1", due: hour(96)))
            .when(Commitment.extend("CM-1", to: hour(96), consent: consent)).then(extended)
    }

    @Test func `It is kept once, and what was put off does not move what was promised`() throws {
        let promised = given(
            Scenario.account, made(hour(72)), CommitmentExtended(commitment: "CM-1", due: hour(96), evidence: consent))
        let kept = CommitmentFulfilled(commitment: "CM-1", promised: hour(72), account: "acme", owner: "rep:lin")
        let done = try promised.when(Commitment.fulfil("CM-1")).then(kept)
        try done.when(Commitment.fulfil("CM-1")).thenNothing()
        let shown = try done.when(Commitment.fulfil("CM-1", shown: other)).then(kinds: "commitment.fulfilled")
        try shown.when(Commitment.fulfil("CM-1", shown: consent)).thenRefused("commitment.fulfilled")
        try done.when(Commitment.extend("CM-1", to: hour(120), consent: other)).thenRefused("commitment.fulfilled")
        try given().when(Commitment.fulfil("CM-1")).thenRefused("commitment.unknown")
    }

    @Test func `A voice note is kept once`() throws {
        let capture = VoiceNote.capture("VN-1", about: "acme", recording: consent)
        let kept = try given(Scenario.account).when(capture, by: Scenario.lin)
            .then(VoiceNoteCaptured(voiceNote: "VN-1", account: "acme", owner: "rep:lin", evidence: consent))
        try kept.when(capture, by: Scenario.chen).thenNothing()
        try kept.when(VoiceNote.capture("VN-1", about: "acme", recording: other)).thenRefused("voice-note.exists")
        try given().when(capture).thenRefused("account.unknown")
        try given(Scenario.account).when(
            VoiceNote.capture("VN-1", about: "acme", recording: consent, opportunity: "O-1")
        )
        .thenRefused("opportunity.unknown")
    }
}
