import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct OpportunityTests {
    static let created = OpportunityCreated(
        opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, stages: PipelineRules.standard.stages,
        account: "acme", owner: "rep:lin", product: "P-7", amount: .cny(50_000))

    static func entered(
        _ stage: StageName, from: StageName? = nil, _ movement: StageMovement = .forward, _ reason: String? = nil
    )
        -> OpportunityStageEntered
    {
        OpportunityStageEntered(
            opportunity: "O-1", stage: stage, from: from, movement: movement, reason: reason, account: "acme",
            owner: "rep:lin", product: "P-7")
    }

    let open = given(created, entered("lead-registered"), entered("first-contact", from: "lead-registered"))
    let document = EvidenceAttached(
        evidence: "requirement-document", digest: ContentDigest(of: [1]), opportunity: "O-1", account: "acme")

    @Test func `It is pinned to the stages of the day it was created`() throws {
        let create = Opportunity.create("O-1", account: "acme", owner: "rep:lin", product: "P-7", amount: .cny(50_000))
        try given(Scenario.account).when(create).then(Self.created).when(create).thenRefused("opportunity.exists")
        let path = [PipelineStage("demo"), PipelineStage("negotiation")]
        let defined = try given(Scenario.account).when(Pipeline.define("standard", version: 1, stages: path))
            .then(PipelineDefined(pipeline: "standard", version: 1, stages: path))
            .when(create).then(
                OpportunityCreated(
                    opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, stages: path, account: "acme",
                    owner: "rep:lin", product: "P-7", amount: .cny(50_000)))
        let later = try defined.when(Pipeline.define("standard", version: 2, stages: [PipelineStage("other")]))
            .accepted()
        try later.when(Opportunity.advance("O-1", to: "demo")).then(kinds: "opportunity.stage-entered")
        try later.when(Opportunity.advance("O-1", to: "other")).thenRefused("opportunity.unknown-stage")
        try given().when(create).thenRefused("account.unknown")
        try given().when(Opportunity.create("O-1", pipeline: "nowhere")).thenRefused("pipeline.unknown")
        try given().when(Opportunity.create("O-1", amount: .cny(-1))).thenRefused("amount.negative")
    }

    @Test(arguments: [("-1", false), ("0", false), ("0.001", true), ("12.5", true)])
    func `A quantity is above zero`(_ quantity: ScaledDecimal, _ isAccepted: Bool) throws {
        let create = try given().when(Opportunity.create("O-1", quantity: quantity))
        let win = try open.when(Opportunity.win("O-1", amount: .cny(9), quantity: quantity, atList: .cny(10)))
        guard isAccepted else {
            try create.thenRefused("quantity.zero")
            try win.thenRefused("quantity.zero")
            return
        }
        try create.then(
            OpportunityCreated(
                opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, stages: PipelineRules.standard.stages,
                quantity: quantity))
        try win.then(
            OpportunityWon(
                opportunity: "O-1", amount: .cny(9), account: "acme", owner: "rep:lin", product: "P-7",
                quantity: quantity, atList: .cny(10)))
    }

    @Test func `What it would be at list prices is in its currency and not below zero`() throws {
        try open.when(Opportunity.win("O-1", amount: .cny(9), atList: .usd(10))).thenRefused("amount.currency")
        try open.when(Opportunity.win("O-1", amount: .cny(9), atList: .cny(-1))).thenRefused("amount.negative")
    }

    @Test func `Versions of a path follow one another`() throws {
        let path = [PipelineStage("demo")]
        let first = try given().when(Pipeline.define("p", version: 1, stages: path)).accepted()
        try first.when(Pipeline.define("p", version: 1, stages: path)).thenNothing()
        try first.when(Pipeline.define("p", version: 1, stages: [])).thenRefused("pipeline.version")
        try first.when(Pipeline.define("p", version: 3, stages: path)).thenRefused("pipeline.version")
        try first.when(Pipeline.define("p", version: 2, stages: [])).thenRefused("pipeline.stages")
        try first.when(Pipeline.define("p", version: 2, stages: path + path)).thenRefused("pipeline.stages")
    }

    @Test func `A stage needs its evidence, also when it is skipped`() throws {
        let refusal = try open.when(Opportunity.advance("O-1", to: "need-confirmed"))
            .thenRefused("opportunity.entry-criteria")
        #expect(refusal.inputs["missing"] == "requirement-document")
        try open.when(Opportunity.advance("O-1", to: "solution-quoted")).thenRefused("opportunity.entry-criteria")
        let attached =
            try open
            .when(Evidence.attach("requirement-document", digest: ContentDigest(of: [1]), to: "O-1")).then(document)
        try attached.when(Evidence.attach("requirement-document", digest: ContentDigest(of: [1]), to: "O-1"))
            .thenNothing()
        try attached.when(Opportunity.advance("O-1", to: "need-confirmed"))
            .then(Self.entered("need-confirmed", from: "first-contact"))
        try attached.when(Opportunity.advance("O-1", to: "solution-quoted"))
            .then(Self.entered("solution-quoted", from: "first-contact", .skip))
    }

    @Test func `Going back needs a reason, and coming again too`() throws {
        try open.when(Opportunity.advance("O-1", to: "lead-registered")).thenRefused("opportunity.reason-required")
        let back = try open.when(Opportunity.advance("O-1", to: "lead-registered", reason: "wrong contact"))
            .then(Self.entered("lead-registered", from: "first-contact", .regress, "wrong contact"))
        try back.when(Opportunity.advance("O-1", to: "first-contact")).thenRefused("opportunity.reason-required")
        try back.when(Opportunity.advance("O-1", to: "first-contact", reason: "right one"))
            .then(Self.entered("first-contact", from: "lead-registered", .reentry, "right one"))
        // Past a stage that was entered before, the next one is no skip.
        try back.and(document).when(Opportunity.advance("O-1", to: "need-confirmed"))
            .then(Self.entered("need-confirmed", from: "lead-registered"))
    }

    @Test func `The first stage may be any, and the current one changes nothing`() throws {
        try given(Self.created).when(Opportunity.advance("O-1", to: "lead-registered"))
            .then(Self.entered("lead-registered"))
        try given(Self.created).when(Opportunity.advance("O-1", to: "first-contact"))
            .then(Self.entered("first-contact", .skip))
        try open.when(Opportunity.advance("O-1", to: "first-contact")).thenNothing()
        try open.when(Opportunity.advance("O-1", to: "nowhere")).thenRefused("opportunity.unknown-stage")
        try given().when(Opportunity.advance("O-1", to: "first-contact")).thenRefused("opportunity.unknown")
    }

    @Test func `A closed opportunity is reopened before it moves`() throws {
        let won = try open.when(Opportunity.win("O-1", amount: .cny(48_000)))
            .then(
                OpportunityWon(
                    opportunity: "O-1", amount: .cny(48_000), account: "acme", owner: "rep:lin", product: "P-7"))
        try won.when(Opportunity.win("O-1", amount: .cny(1))).thenRefused("opportunity.closed")
        try won.when(Opportunity.advance("O-1", to: "lead-registered", reason: "x")).thenRefused("opportunity.closed")
        try won.when(Opportunity.lose("O-1", reason: "price")).thenRefused("opportunity.closed")
        try won.when(Opportunity.reopen("O-1", reason: "")).thenRefused("opportunity.reason-required")
        try open.when(Opportunity.reopen("O-1", reason: "x")).thenRefused("opportunity.open")
        try won.when(Opportunity.reopen("O-1", at: "nowhere", reason: "x")).thenRefused("opportunity.unknown-stage")
        try won.when(Opportunity.reopen("O-1", at: "need-confirmed", reason: "x"))
            .thenRefused("opportunity.entry-criteria")
        try won.when(Opportunity.reopen("O-1", reason: "contract fell through"))
            .then(
                OpportunityReopened(
                    opportunity: "O-1", stage: "first-contact", reason: "contract fell through", account: "acme",
                    owner: "rep:lin", product: "P-7")
            )
            .when(Opportunity.lose("O-1", reason: "price"))
            .then(
                OpportunityLost(
                    opportunity: "O-1", reason: "price", amount: .cny(50_000), account: "acme", owner: "rep:lin",
                    product: "P-7"))
        try open.when(Opportunity.lose("O-1", reason: " ")).thenRefused("opportunity.reason-required")
    }

    @Test func `Later events bear the new owner`() throws {
        try open.when(Opportunity.changeOwner("O-1", to: "rep:chen", reason: "Lin left"))
            .then(
                OpportunityOwnerChanged(
                    opportunity: "O-1", owner: "rep:chen", previous: "rep:lin", reason: "Lin left", account: "acme")
            )
            .when(Opportunity.lose("O-1", reason: "price"))
            .then(
                OpportunityLost(
                    opportunity: "O-1", reason: "price", amount: .cny(50_000), account: "acme", owner: "rep:chen",
                    product: "P-7"))
    }
}
