import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Who decides for whom, up to which amount and how long.
@Suite struct AuthorityTests {
    private static let monday = GivenWhenThen.monday
    private let xu = Author("director:xu")
    private let decide = Approval.decide("A-9", .approved)

    /// So many hours and nanoseconds after Monday.
    private static func hour(_ hours: Int64, _ nanoseconds: Int64 = 0) -> Timestamp {
        Timestamp(nanoseconds: monday.nanoseconds + hours * 3_600_000_000_000 + nanoseconds)
    }

    private static func delegated(
        _ id: DelegationID = "D-1", from: ActorID = "manager:wu", to: ActorID = "director:xu", limit: Money? = nil
    ) -> AuthorityDelegated {
        AuthorityDelegated(
            delegation: id, from: from, to: to, validFrom: hour(1), validUntil: hour(25), limit: limit)
    }

    /// An approval that waits for Wu, about a quote of 1,000.00 CNY unless told otherwise.
    private func pending(_ amount: Money? = .cny(1_000), excluded: [ActorID] = []) -> GivenWhenThen {
        given(
            ApprovalRequested(
                approval: "A-9", quote: "Q-17", account: "acme", standardQuote: amount,
                chain: ["regional-manager", "finance-supervisor"], excluded: excluded,
                approvers: ["manager:wu", "finance:zhao"]),
            ApprovalStepAssigned(
                approval: "A-9", quote: "Q-17", step: 0, role: "regional-manager", approver: "manager:wu",
                account: "acme"))
    }

    // MARK: - Handing over

    @Test func `Authority is handed over by whose it is, from now on`() throws {
        let delegate = Authority.delegate("D-1", to: "director:xu", validUntil: Self.hour(24))
        let event = AuthorityDelegated(
            delegation: "D-1", from: "manager:wu", to: "director:xu", validFrom: Self.monday,
            validUntil: Self.hour(24))
        let given = try given().when(delegate, by: Scenario.wu).then(event)
        // Sent again later, it is the same one.
        try given.when(delegate, by: Scenario.wu, at: Self.hour(1)).thenNothing()
        try given.when(Authority.delegate("D-1", to: "finance:zhao", validUntil: Self.hour(24)), by: Scenario.wu)
            .thenRefused("authority.exists")
        let assistant = Author("assistant:he", onBehalfOf: "manager:wu")
        let named = Authority.delegate("D-1", from: "manager:wu", to: "director:xu", validUntil: Self.hour(24))
        try DealtrailTesting.given().when(named, by: assistant).then(event)
        try DealtrailTesting.given().when(named, by: xu).thenRefused("authority.not-yours")
    }

    @Test(arguments: [(-1, false), (0, true), (1, true)])
    func `It begins now or later, to the nanosecond`(_ tick: Int64, _ fits: Bool) throws {
        let delegate = Authority.delegate(
            "D-1", to: "director:xu", validFrom: Self.hour(0, tick), validUntil: Self.hour(24))
        let outcome = try given().when(delegate, by: Scenario.wu)
        if fits { try outcome.accepted() } else { try outcome.thenRefused("authority.past") }
    }

    @Test func `The policy says how far authority goes`() throws {
        func hand(to: ActorID = "director:xu", _ limit: Money? = nil, until: Timestamp = Self.hour(24))
            -> Authority.Delegate
        {
            Authority.delegate("D-1", to: to, limit: limit, validUntil: until)
        }
        try given().when(hand(.cny(5_000_000)), by: Scenario.wu).accepted()
        for bad in [
            hand(.cny("5000000.01")), hand(.eur(1)), hand(to: "manager:wu"), hand(until: Self.monday),
        ] {
            try given().when(bad, by: Scenario.wu).thenRefused("authority.not-permitted")
        }
        var policy = SalesPolicy.standard
        var book = policy.book
        book.delegation.longestDays = 1
        policy.rules = book
        try given().when(hand(until: Self.hour(24)), by: Scenario.wu, under: policy).accepted()
        try given().when(hand(until: Self.hour(24, 1)), by: Scenario.wu, under: policy)
            .thenRefused("authority.not-permitted")
    }

    // MARK: - Deciding

    @Test(arguments: [(1, -1, false), (1, 0, true), (25, -1, true), (25, 0, false)] as [(Int64, Int64, Bool)])
    func `A delegate decides from the beginning of his authority until before its end`(
        _ hours: Int64, _ tick: Int64, _ may: Bool
    ) throws {
        let outcome = try pending().and(Self.delegated()).when(decide, by: xu, at: Self.hour(hours, tick))
        guard may else {
            let refusal = try outcome.thenRefused("approval.not-your-step")
            #expect(refusal.inputs["delegation"]?.contains("no delegation") == true)
            return
        }
        try outcome.then(kinds: "approval.step-decided", "approval.step-assigned")
        let decided = try #require(outcome.proposed.first?.event as? ApprovalStepDecided)
        #expect(decided.approver == "manager:wu" && decided.delegate == "director:xu" && decided.through?.count == 1)
        #expect(decided.tags.contains(.approver("director:xu")) && decided.tags.contains(.approver("manager:wu")))
    }

    @Test func `He decides below the limit of the policy and of the delegation`() throws {
        func outcome(_ amount: Money?, limit: Money? = nil) throws -> GivenWhenThen.Outcome {
            try pending(amount).and(Self.delegated(limit: limit)).when(decide, by: xu, at: Self.hour(2))
        }
        try outcome(.cny("4999999.99")).accepted()
        try outcome(.cny(5_000_000)).thenRefused("approval.not-your-step")
        try outcome(.cny("999.99"), limit: .cny(1_000)).accepted()
        try outcome(.cny(1_000), limit: .cny(1_000)).thenRefused("approval.not-your-step")
        try outcome(.eur(1)).thenRefused("approval.not-your-step")
        try outcome(nil).thenRefused("approval.not-your-step")
    }

    @Test func `Authority is for the steps of whose it was, and is no chain unless the policy says so`() throws {
        let chain = pending().and(Self.delegated(), Self.delegated("D-2", from: "director:xu", to: "deputy:sun"))
        let sun = Author("deputy:sun")
        try chain.when(decide, by: sun, at: Self.hour(2)).thenRefused("approval.not-your-step")
        var policy = SalesPolicy.standard
        var book = policy.book
        book.delegation.mayBeHandedOn = true
        policy.rules = book
        let outcome = try chain.when(decide, by: sun, at: Self.hour(2), under: policy)
        try outcome.accepted()
        #expect((outcome.proposed.first?.event as? ApprovalStepDecided)?.through?.count == 2)
        // The next step is not Wu's.
        try chain.when(decide, by: xu, at: Self.hour(2)).accepted().when(decide, by: xu, at: Self.hour(2))
            .thenRefused("approval.not-your-step")
        try chain.when(decide, by: Scenario.zhao, at: Self.hour(2)).thenRefused("approval.not-your-step")
        // Whoever may not decide about it hands the authority to nobody either.
        try pending(excluded: ["director:xu"])
            .and(Self.delegated(), Self.delegated("D-2", from: "director:xu", to: "deputy:sun"))
            .when(decide, by: sun, at: Self.hour(2), under: policy).thenRefused("approval.no-self-approval")
        try pending(excluded: ["director:xu"]).and(Self.delegated()).when(decide, by: xu, at: Self.hour(2))
            .thenRefused("approval.no-self-approval")
    }

    @Test func `The approver still decides himself, and his delegate may open the request`() throws {
        let both = pending().and(Self.delegated())
        let outcome = try both.when(decide, by: Scenario.wu, at: Self.hour(2))
        try outcome.accepted()
        #expect((outcome.proposed.first?.event as? ApprovalStepDecided)?.delegate == nil)
        try both.when(Approval.view("A-9"), by: xu, at: Self.hour(2)).then(kinds: "approval.viewed")
        try both.when(Approval.view("A-9"), by: xu, at: Self.hour(25)).thenRefused("approval.not-your-step")
    }

    // MARK: - Taking back

    @Test func `What was taken back ends where that was recorded`() throws {
        let revoke = Authority.revoke("D-1", reason: "back again")
        let handed = given(Self.delegated())
        let revoked = try handed.when(revoke, by: Scenario.wu, at: Self.hour(3))
            .then(
                AuthorityRevoked(delegation: "D-1", from: "manager:wu", to: "director:xu", reason: "back again"))
        try revoked.when(revoke, by: Scenario.wu, at: Self.hour(4)).thenNothing()
        try handed.when(revoke, by: xu, at: Self.hour(3)).accepted()
        try handed.when(revoke, by: Scenario.zhao).thenRefused("authority.not-yours")
        try handed.when(revoke, by: Scenario.wu, at: Self.hour(25)).thenNothing()
        try given().when(revoke, by: Scenario.wu).thenRefused("authority.unknown")
        let event = AuthorityRevoked(delegation: "D-1", from: "manager:wu", to: "director:xu")
        let taken = pending().and(Self.delegated()).and(event, at: Self.hour(3))
        try taken.when(decide, by: xu, at: Self.hour(3)).thenRefused("approval.not-your-step")
        // Another delegation to the same person goes on.
        try taken.and(Self.delegated("D-2")).when(decide, by: xu, at: Self.hour(3)).accepted()
    }
}
