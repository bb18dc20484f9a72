import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// The deadlines of tickets, promises, voice notes and claims, from events to alerts.
@Suite struct WorkDeadlineTests {
    private static let rules = AlertRules(.standard)

    /// The names of the rules that a subject has missed at a time.
    private func missed(_ trail: TestTrail, _ subject: String, at text: String) throws -> [RuleName] {
        let states = try trail.states(of: DeadlineSubjects.self)
        guard let state = states[subject] else { return [] }
        return Self.rules.alerts(of: state, at: time(text), history: { _ in state.occurrences })
            .filter { $0.phase == .missed }.map(\.rule)
    }

    @Test func `A ticket has the clock of its category, and an answer stops it`() throws {
        var trail = TestTrail()
        for (ticket, category) in [("TK-1", "technical-support"), ("TK-2", "urgent-shipment"), ("TK-3", "sample")] {
            try trail.append(
                TicketOpened(ticket: TicketID(ticket), category: TicketCategory(category)),
                at: .at("2026-03-02T09:00:00+08:00"))
        }
        // Four hours and two, from nine in the morning.
        #expect(try missed(trail, "ticket:TK-1", at: "2026-03-02T13:00:00+08:00") == [])
        #expect(try missed(trail, "ticket:TK-1", at: "2026-03-02T13:00:01+08:00") == ["sla-technical-support"])
        #expect(try missed(trail, "ticket:TK-2", at: "2026-03-02T11:00:01+08:00") == ["sla-urgent-shipment"])
        #expect(try missed(trail, "ticket:TK-3", at: "2026-03-09T09:00:00+08:00") == [])
        try trail.append(TicketAnswered(ticket: "TK-1"), at: .at("2026-03-02T12:00:00+08:00"))
        #expect(try missed(trail, "ticket:TK-1", at: "2026-03-09T09:00:00+08:00") == [])
    }

    @Test func `Each voice note waits for its own promise`() throws {
        var trail = TestTrail()
        for note in ["VN-1", "VN-2"] as [VoiceNoteID] {
            try trail.append(
                VoiceNoteCaptured(voiceNote: note, account: "acme"), at: .at("2026-03-02T09:00:00+08:00"))
        }
        try trail.append(
            CommitmentFulfilled(commitment: "CM-1", account: "acme", voiceNote: "VN-1"),
            at: .at("2026-03-03T09:00:00+08:00"))
        #expect(try missed(trail, "voice-note:VN-1", at: "2026-03-10T09:00:00+08:00") == [])
        #expect(try missed(trail, "voice-note:VN-2", at: "2026-03-10T09:00:00+08:00") == ["voice-note-follow-up"])
    }

    @Test func `A promise is late a quarter of an hour after its time, and consent moves that`() throws {
        var trail = TestTrail()
        let due = time("2026-03-05T10:00:00+08:00")
        try trail.append(CommitmentMade(commitment: "CM-1", due: due), at: .at("2026-03-02T10:00:00+08:00"))
        #expect(try missed(trail, "commitment:CM-1", at: "2026-03-05T10:15:00+08:00") == [])
        #expect(try missed(trail, "commitment:CM-1", at: "2026-03-05T10:15:01+08:00") == ["commitment-overdue"])
        let later = time("2026-03-06T10:00:00+08:00")
        try trail.append(CommitmentExtended(commitment: "CM-1", due: later), at: .at("2026-03-05T09:00:00+08:00"))
        #expect(try missed(trail, "commitment:CM-1", at: "2026-03-05T10:15:01+08:00") == ["commitment-overdue"])
        try trail.append(
            CommitmentExtended(commitment: "CM-1", due: later, evidence: ContentDigest(of: [])),
            at: .at("2026-03-05T09:30:00+08:00"))
        #expect(try missed(trail, "commitment:CM-1", at: "2026-03-05T10:15:01+08:00") == [])
        #expect(try missed(trail, "commitment:CM-1", at: "2026-03-06T10:15:01+08:00") == ["commitment-overdue"])
    }

    @Test func `A claim has its owner told, and a release nobody`() throws {
        var trail = TestTrail()
        func owner() throws -> ActorID? { try trail.states(of: DeadlineSubjects.self)["account:acme"]?.owner }
        try trail.append(AccountCreated(account: "acme"), at: .at("2026-03-01T09:00:00+08:00"))
        try trail.append(AccountClaimed(account: "acme", owner: "rep:lin"), at: .at("2026-03-02T09:00:00+08:00"))
        #expect(try owner() == "rep:lin")
        #expect(try missed(trail, "account:acme", at: "2026-03-09T09:00:00+08:00").contains("pool-release"))
        try trail.append(AccountReleased(account: "acme", owner: "rep:lin"), at: .at("2026-03-09T09:00:00+08:00"))
        #expect(try owner() == nil)
        #expect(try !missed(trail, "account:acme", at: "2026-03-20T09:00:00+08:00").contains("pool-release"))
    }
}
