import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Going back and coming again under the settings of `stage-moves`, one way and the other.
@Suite struct StageMoveTests {
    private let created = OpportunityTests.created
    private let open = given(
        OpportunityTests.created, OpportunityTests.entered("lead-registered"),
        OpportunityTests.entered("first-contact", from: "lead-registered"))

    private func policy(_ moves: StageMoveRules) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.stageMoves = moves
        return policy
    }

    private func document(_ byte: UInt8) -> EvidenceAttached {
        EvidenceAttached(
            evidence: "requirement-document", digest: ContentDigest(of: [byte]), opportunity: "O-1", account: "acme")
    }

    @Test(arguments: StageMoveRules.Permission.allCases)
    func `Going back is allowed with a reason, freely, or refused`(_ permission: StageMoveRules.Permission) throws {
        let policy = policy(StageMoveRules(goingBack: permission))
        let without = try open.when(Opportunity.advance("O-1", to: "lead-registered"), under: policy)
        let with = try open.when(Opportunity.advance("O-1", to: "lead-registered", reason: "wrong"), under: policy)
        let reopened = try open.and(OpportunityLost(opportunity: "O-1", reason: "price"))
            .when(Opportunity.reopen("O-1", at: "lead-registered", reason: "wrong"), under: policy)
        switch permission {
        case .withReason:
            let refusal = try without.thenRefused("opportunity.reason-required")
            #expect(refusal.inputs["setting"] == "stage-moves.going-back" && refusal.inputs["movement"] == "regress")
            #expect(refusal.inputs["event"] == EventID(high: 0, low: 2).description)
            try with.accepted()
            try reopened.accepted()
        case .freely:
            try without.then(OpportunityTests.entered("lead-registered", from: "first-contact", .regress))
            try with.then(OpportunityTests.entered("lead-registered", from: "first-contact", .regress, "wrong"))
            try reopened.accepted()
        case .refused:
            try without.thenRefused("opportunity.going-back")
            let refusal = try with.thenRefused("opportunity.going-back")
            #expect(refusal.version == "standard-2" && refusal.inputs["setting"] == "stage-moves.going-back")
            #expect(refusal.inputs["from"] == "first-contact" && refusal.inputs["movement"] == "regress")
            // The third event: it reached the stage that nobody leaves backwards.
            #expect(refusal.inputs["event"] == EventID(high: 0, low: 2).description)
            try reopened.thenRefused("opportunity.going-back")
        }
        // Forward is nobody's business here, and to open it again where it was is no move.
        try open.when(Opportunity.advance("O-1", to: "lead-registered", reason: "x"), under: SalesPolicy.standard)
            .accepted()
        try given(created).when(Opportunity.advance("O-1", to: "first-contact"), under: policy).accepted()
        try open.and(OpportunityLost(opportunity: "O-1", reason: "price"))
            .when(Opportunity.reopen("O-1", reason: "again"), under: policy).accepted()
    }

    @Test(arguments: StageMoveRules.Permission.allCases)
    func `Entering again is allowed with a reason, freely, or refused`(_ permission: StageMoveRules.Permission) throws {
        let policy = policy(StageMoveRules(enteringAgain: permission))
        let back = open.and(OpportunityTests.entered("lead-registered", from: "first-contact", .regress, "x"))
        let without = try back.when(Opportunity.advance("O-1", to: "first-contact"), under: policy)
        let with = try back.when(Opportunity.advance("O-1", to: "first-contact", reason: "right"), under: policy)
        switch permission {
        case .withReason:
            try without.thenRefused("opportunity.reason-required")
            try with.accepted()
        case .freely:
            try without.then(OpportunityTests.entered("first-contact", from: "lead-registered", .reentry))
            try with.accepted()
        case .refused:
            try without.thenRefused("opportunity.entering-again")
            let refusal = try with.thenRefused("opportunity.entering-again")
            #expect(refusal.inputs["setting"] == "stage-moves.entering-again")
            #expect(refusal.inputs["event"] == EventID(high: 0, low: 2).description)
            // A stage that was never entered is another matter.
            try back.and(document(1)).when(Opportunity.advance("O-1", to: "need-confirmed"), under: policy).accepted()
        }
    }

    /// In the stage that needs a document, and then back: what was attached before it was left is old.
    private var left: GivenWhenThen {
        open.and(
            document(1), OpportunityTests.entered("need-confirmed", from: "first-contact"),
            OpportunityTests.entered("first-contact", from: "need-confirmed", .regress, "need changed"))
    }

    @Test func `Evidence that has to be attached anew counts from the event after the stage was left`() throws {
        let anew = policy(StageMoveRules(evidence: .anew))
        let again = Opportunity.advance("O-1", to: "need-confirmed", reason: "changed need confirmed")
        try left.when(again, under: SalesPolicy.standard).accepted()
        let refusal = try left.when(again, under: anew).thenRefused("opportunity.entry-criteria")
        #expect(refusal.inputs["missing"] == "requirement-document")
        #expect(refusal.inputs["setting"] == "stage-moves.evidence")
        #expect(refusal.inputs["attachedBy"] == EventID(high: 0, low: 3).description)
        #expect(refusal.inputs["leftBy"] == EventID(high: 0, low: 5).description)
        try left.and(document(2)).when(again, under: anew).accepted()
        // One event earlier it was attached while the opportunity still was in the stage.
        let inside = open.and(
            document(1), OpportunityTests.entered("need-confirmed", from: "first-contact"), document(2),
            OpportunityTests.entered("first-contact", from: "need-confirmed", .regress, "need changed"))
        try inside.when(again, under: anew).thenRefused("opportunity.entry-criteria")
        // The same document is no new one.
        try left.when(
            Evidence.attach("requirement-document", digest: ContentDigest(of: [1]), to: "O-1"), under: anew
        ).thenNothing()
    }

    @Test func `A stage that is passed by is no way round, and one that was passed properly is not asked again`() throws
    {
        let anew = policy(StageMoveRules(evidence: .anew))
        // Past the stage that was left, to one that was never entered.
        try left.when(Opportunity.advance("O-1", to: "solution-quoted"), under: anew)
            .thenRefused("opportunity.entry-criteria")
        try left.when(Opportunity.advance("O-1", to: "solution-quoted"), under: SalesPolicy.standard).accepted()
        // Straight on: the stage is left by the step itself, and later ones do not look at it.
        let straight = open.and(
            document(1), OpportunityTests.entered("need-confirmed", from: "first-contact"),
            OpportunityTests.entered("solution-quoted", from: "need-confirmed"))
        try straight.when(Opportunity.advance("O-1", to: "contract-signed"), under: anew).accepted()
        // Open again where it is: nothing was left.
        try straight.and(OpportunityLost(opportunity: "O-1", reason: "price"))
            .when(Opportunity.reopen("O-1", reason: "back in budget"), under: anew).accepted()
        // Back before it, and again to the one behind it: it is passed a second time.
        let back = straight.and(
            OpportunityTests.entered("first-contact", from: "solution-quoted", .regress, "need changed"))
        let again = Opportunity.advance("O-1", to: "solution-quoted", reason: "quoted anew")
        try back.when(again, under: SalesPolicy.standard).accepted()
        try back.when(again, under: anew).thenRefused("opportunity.entry-criteria")
        try back.and(document(2)).when(again, under: anew).accepted()
        // Back into the stage from further on: it was left, and is entered.
        try straight.when(Opportunity.advance("O-1", to: "need-confirmed", reason: "x"), under: anew)
            .thenRefused("opportunity.entry-criteria")
        // Without any document it is missing, as ever.
        let none = try open.when(Opportunity.advance("O-1", to: "need-confirmed"), under: anew)
            .thenRefused("opportunity.entry-criteria")
        #expect(none.inputs["leftBy"] == nil)
    }

    @Test func `A pipeline has rules of its own, and what it leaves out is as for all`() throws {
        var moves = StageMoveRules(
            evidence: .anew, pipelines: [.init(pipeline: "standard", goingBack: .refused), .init(pipeline: "fast")])
        #expect(moves.pipelines.map(\.pipeline) == ["fast", "standard"])
        #expect(moves.rules(for: "standard") == StageMoveRules(goingBack: .refused, evidence: .anew))
        #expect(moves.rules(for: "fast") == StageMoveRules(evidence: .anew))
        let back = Opportunity.advance("O-1", to: "lead-registered", reason: "wrong")
        try open.when(back, under: policy(moves)).thenRefused("opportunity.going-back")
        moves.pipelines = [.init(pipeline: "fast", goingBack: .refused)]
        try open.when(back, under: policy(moves)).accepted()
    }
}
