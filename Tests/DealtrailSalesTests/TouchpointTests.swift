import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// The rhythm of follow-up: by when, and with what to show for it.
@Suite struct TouchpointTests {
    private let notes = ContentDigest(of: Array("pain notes".utf8))
    private let opportunity = OpportunityCreated(
        opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, account: "acme", owner: "rep:lin")
    private let due = Timestamp(nanoseconds: GivenWhenThen.monday.nanoseconds + 1)

    private func open(_ touchpoint: TouchpointID = "T-1", due: Timestamp, by owner: ActorID? = nil) -> Touchpoint.Open {
        Touchpoint.open(
            touchpoint, of: "O-1", step: "need-confirmed", due: due, deliverable: "pain-notes", by: owner)
    }

    @Test func `It is set for a time that is still to come, to the nanosecond`() throws {
        let opened = TouchpointOpened(
            touchpoint: "T-1", opportunity: "O-1", step: "need-confirmed", due: due, deliverable: "pain-notes",
            account: "acme", owner: "rep:lin")
        let set = try given(opportunity).when(open(due: due)).then(opened)
        try set.when(open(due: due)).thenNothing()
        try given(opportunity).when(open(due: GivenWhenThen.monday)).thenRefused("touchpoint.due-passed")
        // Said late, it is measured against when it was set.
        try given(opportunity).when(open(due: due), at: due, occurredAt: .at(GivenWhenThen.monday)).then(opened)
        try given(opportunity).when(open(due: due), at: due).thenRefused("touchpoint.due-passed")
    }

    @Test func `It is set once, of an opportunity that is open`() throws {
        let set = try given(opportunity).when(open(due: due)).accepted()
        try set.when(open(due: Timestamp(nanoseconds: due.nanoseconds + 1))).thenRefused("touchpoint.exists")
        try set.when(open(due: due, by: "rep:chen")).thenRefused("touchpoint.exists")
        try given().when(open(due: due)).thenRefused("opportunity.unknown")
        try given(opportunity, OpportunityLost(opportunity: "O-1")).when(open(due: due))
            .thenRefused("opportunity.closed")
        try given(opportunity).when(open("", due: due)).thenRefused("name.invalid")
    }

    @Test func `A tick without the deliverable is none`() throws {
        let set = try given(opportunity).when(open(due: due)).accepted()
        let refusal = try set.when(Touchpoint.complete("T-1")).thenRefused("touchpoint.deliverable-required")
        #expect(refusal.inputs["deliverable"] == "pain-notes" && refusal.version == "standard-2")
        let done = try set.when(Touchpoint.complete("T-1", with: notes))
            .then(
                TouchpointCompleted(
                    touchpoint: "T-1", opportunity: "O-1", step: "need-confirmed", evidence: notes, account: "acme",
                    owner: "rep:lin"))
        try done.when(Touchpoint.complete("T-1", with: notes)).thenNothing()
        try done.when(Touchpoint.complete("T-1", with: ContentDigest(of: []))).thenRefused("touchpoint.completed")
        try given(opportunity).when(Touchpoint.complete("T-1", with: notes)).thenRefused("touchpoint.unknown")
        // An import may have a tick: the deliverable comes after it.
        try set.and(TouchpointCompleted(touchpoint: "T-1", opportunity: "O-1"))
            .when(Touchpoint.complete("T-1", with: notes)).then(kinds: "touchpoint.completed")
    }
}
