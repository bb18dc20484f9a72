import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Foundation
import Testing

@Suite struct LeadTests {
    private let captured = LeadCaptured(lead: "L-1", source: "fair", grade: "B")
    private let assigned = LeadAssigned(lead: "L-1", owner: "rep:lin", grade: "B")

    private func time(_ seconds: Int64) -> Timestamp {
        Timestamp(nanoseconds: GivenWhenThen.monday.nanoseconds + seconds * 1_000_000_000)
    }

    // MARK: - Capture and grade

    @Test(arguments: [("100", "A"), ("85", "A"), ("84.999", "B"), ("60", "B"), ("59.999", "C"), ("0", "C")])
    func `A score leads to its band, whose lower edge is its own`(_ score: String, _ grade: String) throws {
        try given().when(Lead.capture("L-1", from: "fair", score: ScaledDecimal(score)))
            .then(
                LeadCaptured(
                    lead: "L-1", source: "fair", score: ScaledDecimal(score), grade: GradeName(grade),
                    policyVersion: "standard-2"))
    }

    @Test func `A lead comes in once, from somewhere`() throws {
        let capture = Lead.capture("L-1", from: "community", campaign: "spring", keyword: "sample", account: "acme")
        let first = try given(Scenario.account).when(capture)
            .then(
                LeadCaptured(lead: "L-1", source: "community", campaign: "spring", keyword: "sample", account: "acme"))
        try first.when(capture).thenNothing()
        try first.when(Lead.capture("L-1", from: "fair", account: "acme")).thenRefused("lead.exists")
        try given().when(capture).thenRefused("account.unknown")
        try given().when(Lead.capture("L-1", from: "")).thenRefused("name.invalid")
        try given().when(Lead.capture("L-1", from: "fair", score: "-0.001")).thenRefused("lead.no-band")
    }

    @Test func `A grade is that of the score, or somebody says why it is not`() throws {
        try given(captured).when(Lead.grade("L-1", score: 85))
            .then(LeadGraded(lead: "L-1", grade: "A", previous: "B", score: 85, policyVersion: "standard-2"))
        try given(captured).when(Lead.grade("L-1", score: 60)).thenNothing()
        try given(captured).when(Lead.grade("L-1", score: 60, as: "A")).thenRefused("lead.reason-required")
        try given(captured).when(Lead.grade("L-1", score: 60, as: "A", reason: "met at the fair"))
            .then(LeadGraded(lead: "L-1", grade: "A", previous: "B", score: 60, reason: "met at the fair"))
        try given(captured).when(Lead.grade("L-1", as: "D", reason: "why not")).thenRefused("lead.unknown-grade")
        try given(captured).when(Lead.grade("L-1")).thenRefused("lead.grade-missing")
        try given().when(Lead.grade("L-1", score: 85)).thenRefused("lead.unknown")
    }

    // MARK: - Assignment

    @Test func `A representative who is named gets it, and another one with a reason`() throws {
        let first = try given(captured).when(Lead.assign("L-1", to: "rep:lin"))
            .then(LeadAssigned(lead: "L-1", owner: "rep:lin", grade: "B"))
        try first.when(Lead.assign("L-1", to: "rep:lin")).thenNothing()
        try first.when(Lead.assign("L-1", to: "rep:chen")).thenRefused("lead.reason-required")
        try first.when(Lead.assign("L-1", to: "rep:chen", reason: "on leave"))
            .then(
                LeadAssigned(lead: "L-1", owner: "rep:chen", previous: "rep:lin", grade: "B", reason: "on leave"))
        try given().when(Lead.assign("L-1", to: "rep:lin")).thenRefused("lead.unknown")
        try given(captured, LeadDiscarded(lead: "L-1")).when(Lead.assign("L-1", to: "rep:lin"))
            .thenRefused("lead.closed")
    }

    @Test func `In turn, after the one whom the rule chose last by the log`() throws {
        func choose(_ candidates: ActorID..., after past: any Event...) throws -> ActorID? {
            var scenario = given(captured)
            for event in past { scenario = scenario.and(event) }
            let outcome = try scenario.when(Lead.assign("L-1", by: "lead-b", among: candidates))
            return (outcome.proposed.first?.event as? LeadAssigned)?.owner
        }
        func last(_ owner: ActorID, rule: RuleName = "lead-b") -> LeadAssigned {
            LeadAssigned(lead: "L-0", owner: owner, rule: rule)
        }
        #expect(try choose("rep:lin", "rep:chen") == "rep:chen")
        #expect(try choose("rep:chen", "rep:lin", after: last("rep:chen")) == "rep:lin")
        #expect(try choose("rep:chen", "rep:lin", after: last("rep:lin")) == "rep:chen")
        #expect(try choose("rep:chen", "rep:lin", after: last("rep:chen"), last("rep:lin")) == "rep:chen")
        // Whoever has left shifts nobody, and what another rule or a person assigned is not its turn.
        #expect(try choose("rep:chen", "rep:lin", after: last("rep:kong")) == "rep:lin")
        #expect(try choose("rep:chen", "rep:lin", after: last("rep:chen", rule: "lead-x")) == "rep:chen")
        let named = LeadAssigned(lead: "L-0", owner: "rep:chen")
        #expect(try choose("rep:chen", "rep:lin", after: named) == "rep:chen")
    }

    @Test func `An assignment by a rule says which, in which version, from whom and why`() throws {
        let outcome = try given(captured).when(Lead.assign("L-1", by: "lead-b", among: ["rep:lin", "rep:chen"]))
        try outcome.accepted()
        let event = try #require(outcome.proposed.first?.event as? LeadAssigned)
        #expect(event.candidates == ["rep:chen", "rep:lin"] && event.policyVersion == "standard-2")
        #expect(event.explanation?.contains("it is the turn of rep:chen") == true)
        #expect(event.tags.contains(.routing("lead-b")))
    }

    @Test func `The fastest of the last three answers gets it; who has fewer comes after`() throws {
        func answer(_ owner: ActorID, _ seconds: Int64) -> (LeadFirstResponseMade, Timestamp) {
            (LeadFirstResponseMade(lead: "L-0", owner: owner, assignedAt: time(0)), time(seconds))
        }
        func choose(_ answers: (LeadFirstResponseMade, Timestamp)...) throws -> ActorID? {
            let scenario = answers.reduce(given(captured)) { $0.and($1.0, at: $1.1) }
            let outcome = try scenario.when(Lead.assign("L-1", by: "lead-priority", among: ["rep:chen", "rep:lin"]))
            return (outcome.proposed.first?.event as? LeadAssigned)?.owner
        }
        let lin = [answer("rep:lin", 60), answer("rep:lin", 60), answer("rep:lin", 60)]
        #expect(try choose() == "rep:chen")
        #expect(try choose(answer("rep:chen", 1), answer("rep:chen", 1), lin[0], lin[1], lin[2]) == "rep:lin")
        let slow = answer("rep:chen", 61)
        #expect(try choose(slow, slow, slow, lin[0], lin[1], lin[2]) == "rep:lin")
        // Alike: the first by name. An older slow answer has left the last three.
        let same = answer("rep:chen", 60)
        #expect(try choose(answer("rep:chen", 900), same, same, same, lin[0], lin[1], lin[2]) == "rep:chen")
        // An answer before the assignment measures nothing.
        let early = answer("rep:chen", -1)
        #expect(try choose(same, same, early, lin[0], lin[1], lin[2]) == "rep:lin")
    }

    @Test func `Without a name it takes a rule of the policy and candidates`() throws {
        let unnamed = try JSONDecoder().decode(Lead.Assign.self, from: Data(#"{"lead": "L-1"}"#.utf8))
        try given(captured).when(unnamed).thenRefused("lead.no-route")
        let refusal = try given(captured).when(Lead.assign("L-1", by: "lead-x", among: ["rep:lin"]))
            .thenRefused("lead.unknown-route")
        #expect(refusal.inputs["known"] == "lead-b, lead-priority")
        try given(captured).when(Lead.assign("L-1", by: "lead-b", among: [])).thenRefused("lead.no-candidates")
        try given(captured).when(Lead.assign("L-1", by: "lead-b", among: ["rep:lin", ""])).thenRefused("name.invalid")
        try given(captured, assigned).when(Lead.assign("L-1", by: "lead-b", among: ["rep:chen"]))
            .thenRefused("lead.reason-required")
    }

    // MARK: - Answer, contact, end

    @Test func `The first answer is a person's, of the one who has it, and says since when`() throws {
        let mine = given(captured).and(assigned, at: time(0))
        let answered = try mine.when(Lead.respond(to: "L-1"), by: Scenario.lin, at: time(60))
            .then(LeadFirstResponseMade(lead: "L-1", owner: "rep:lin", assignedAt: time(0), grade: "B"))
        try answered.when(Lead.respond(to: "L-1"), by: Scenario.lin).thenNothing()
        let bot = Author("bot:reply", kind: .automation)
        try mine.when(Lead.respond(to: "L-1"), by: bot).thenRefused("lead.not-human")
        try mine.when(Lead.respond(to: "L-1"), by: Author("wecom", kind: .service)).thenRefused("lead.not-human")
        try mine.when(Lead.respond(to: "L-1"), by: Author("wecom", kind: .service, onBehalfOf: "rep:lin")).accepted()
        try mine.when(Lead.respond(to: "L-1"), by: Scenario.chen).thenRefused("lead.not-yours")
        try given(captured).when(Lead.respond(to: "L-1"), by: Scenario.lin).thenRefused("lead.unassigned")
        try given().when(Lead.respond(to: "L-1"), by: Scenario.lin).thenRefused("lead.unknown")
    }

    @Test func `A lead is reached for the first time once`() throws {
        let reached = try given(captured, assigned).when(Lead.contact("L-1"))
            .then(LeadFirstContactMade(lead: "L-1", owner: "rep:lin", grade: "B"))
        try reached.when(Lead.contact("L-1")).thenNothing()
        try given(captured).when(Lead.contact("L-1")).thenRefused("lead.unassigned")
        try given().when(Lead.contact("L-1")).thenRefused("lead.unknown")
    }

    @Test func `It ends once, as a customer or not at all`() throws {
        let opportunity = OpportunityCreated(opportunity: "O-1", pipeline: "standard", pipelineVersion: 1)
        let open = given(Scenario.account, opportunity, captured, assigned)
        let convert = Lead.convert("L-1", into: "acme", opportunity: "O-1")
        let converted = try open.when(convert)
            .then(LeadConverted(lead: "L-1", account: "acme", opportunity: "O-1", owner: "rep:lin"))
        try converted.when(convert).thenNothing()
        try converted.when(Lead.convert("L-1", into: "acme")).thenRefused("lead.closed")
        try converted.when(Lead.discard("L-1", reason: "no budget")).thenRefused("lead.closed")
        let discarded = try open.when(Lead.discard("L-1", reason: "no budget"))
            .then(LeadDiscarded(lead: "L-1", reason: "no budget", owner: "rep:lin"))
        try discarded.when(Lead.discard("L-1", reason: "again")).thenNothing()
        try discarded.when(convert).thenRefused("lead.closed")
        try open.when(Lead.discard("L-1", reason: " ")).thenRefused("lead.reason-required")
        try given(captured).when(Lead.convert("L-1", into: "acme")).thenRefused("account.unknown")
        try given(Scenario.account, captured).when(convert).thenRefused("opportunity.unknown")
        try given(Scenario.account).when(convert).thenRefused("lead.unknown")
    }
}
