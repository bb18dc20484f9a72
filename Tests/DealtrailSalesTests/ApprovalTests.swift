import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct ApprovalTests {
    static let fingerprint = QuoteFingerprint.of([Scenario.terms(at: .cny(90))])
    static let entries = [PriceListEntry(list: "2026", product: "P-7")]
    let open = Scenario.quote(at: .cny(90))

    func granted() throws -> GivenWhenThen {
        try open.when(Scenario.request, by: Scenario.lin).accepted()
            .when(Approval.decide("A-9", .approved), by: Scenario.wu).accepted()
            .when(Approval.decide("A-9", .approved), by: Scenario.zhao).accepted()
            .when(Approval.decide("A-9", .approved), by: Scenario.qian).accepted()
    }

    @Test func `A request names its chain, its terms and who may not decide`() throws {
        let outcome = try open.when(Scenario.request, by: Scenario.chen)
        try outcome.then(
            ApprovalRequested(
                approval: "A-9", quote: "Q-17", fingerprint: Self.fingerprint, account: "acme",
                standardQuote: .cny("1000.00"), requestedDiscount: 10, expectedMargin: "18.4",
                riskNote: "may pay late", chain: ["regional-manager", "finance-supervisor", "general-manager"],
                excluded: ["rep:chen", "rep:lin"], entries: Self.entries,
                approvers: ["manager:wu", "finance:zhao", "gm:qian"]),
            ApprovalStepAssigned(
                approval: "A-9", quote: "Q-17", step: 0, role: "regional-manager", approver: "manager:wu",
                account: "acme"))
        #expect(outcome.proposed[1].cause == .sibling(0))
    }

    @Test(arguments: ["customer", "standard-quote", "requested-discount", "expected-margin", "risk-note"])
    func `Each of the five fields is mandatory`(_ field: String) throws {
        let request = Approval.request(
            "A-9", for: "Q-17", customer: field == "customer" ? nil : "acme",
            standardQuote: field == "standard-quote" ? nil : .cny(1000),
            requestedDiscount: field == "requested-discount" ? nil : 10,
            expectedMargin: field == "expected-margin" ? nil : 18, riskNote: field == "risk-note" ? " " : "late",
            approvers: [
                "regional-manager": "manager:wu", "finance-supervisor": "finance:zhao", "general-manager": "gm:qian",
            ])
        let refusal = try open.when(request).thenRefused("approval.mandatory-fields")
        #expect(refusal.inputs["missing"] == field)
        var policy = SalesPolicy.standard
        policy.approval.mandatory.removeAll { $0.rawValue == field }
        try open.when(request, under: policy).accepted()
    }

    @Test func `A request is refused for another customer, without approvers, and twice`() throws {
        func request(_ customer: AccountID, _ approvers: KeyValuePairs<RoleName, ActorID>) -> Approval.Request {
            Approval.request(
                "A-1", for: "Q-17", customer: customer, standardQuote: .cny(1), requestedDiscount: 1, expectedMargin: 1,
                riskNote: "x", approvers: approvers)
        }
        try open.when(request("other", [:])).thenRefused("approval.other-customer")
        try open.when(request("acme", ["regional-manager": "manager:wu"])).thenRefused("approval.unassigned-role")
        try open.when(request("acme", ["regional-manager": "rep:lin"])).thenRefused("approval.no-self-approval")
        let pending = try open.when(Scenario.request, by: Scenario.lin).accepted()
        try pending.when(Scenario.request, by: Scenario.lin).thenRefused("approval.exists")
        try pending.when(request("acme", [:])).thenRefused("approval.pending")
        var policy = SalesPolicy.standard
        policy.approval.routes = []
        try open.when(Scenario.request, under: policy).thenRefused("approval.no-route")
        try given().when(Scenario.request).thenRefused("quote.unknown")
        try given(Scenario.created).when(Scenario.request).thenRefused("quote.empty")
    }

    @Test func `Steps are decided one after another by those who were assigned`() throws {
        let pending = try open.when(Scenario.request, by: Scenario.lin).accepted()
        try pending.when(Approval.decide("A-9", .approved), by: Scenario.zhao).thenRefused("approval.not-your-step")
        try pending.when(Approval.decide("A-9", .approved), by: Scenario.wu)
            .then(
                ApprovalStepDecided(
                    approval: "A-9", quote: "Q-17", step: 0, role: "regional-manager", decision: .approved,
                    approver: "manager:wu", account: "acme"),
                ApprovalStepAssigned(
                    approval: "A-9", quote: "Q-17", step: 1, role: "finance-supervisor", approver: "finance:zhao",
                    account: "acme")
            )
            .when(Approval.decide("A-9", .approved), by: Scenario.wu).thenRefused("approval.not-your-step")
        let two = try pending.when(Approval.decide("A-9", .approved), by: Scenario.wu).accepted()
            .when(Approval.decide("A-9", .approved), by: Scenario.zhao).accepted()
        let done = try two.when(Approval.decide("A-9", .approved, comment: "once"), by: Scenario.qian)
            .then(
                ApprovalStepDecided(
                    approval: "A-9", quote: "Q-17", step: 2, role: "general-manager", decision: .approved,
                    approver: "gm:qian", comment: "once", account: "acme"),
                ApprovalGranted(
                    approval: "A-9", quote: "Q-17", fingerprint: Self.fingerprint, account: "acme",
                    entries: Self.entries))
        try done.when(Approval.decide("A-9", .approved), by: Scenario.qian).thenRefused("approval.closed")
        try given().when(Approval.decide("A-9", .approved), by: Scenario.wu).thenRefused("approval.unknown")
    }

    @Test func `One no ends it`() throws {
        try open.when(Scenario.request, by: Scenario.lin).accepted()
            .when(Approval.decide("A-9", .rejected, comment: "margin"), by: Scenario.wu)
            .then(
                ApprovalStepDecided(
                    approval: "A-9", quote: "Q-17", step: 0, role: "regional-manager", decision: .rejected,
                    approver: "manager:wu", comment: "margin", account: "acme"),
                ApprovalRejected(
                    approval: "A-9", quote: "Q-17", step: 0, reason: "margin", account: "acme", entries: Self.entries)
            )
            .when(Quote.send("Q-17")).thenRefused("price.band")
    }

    @Test func `Nobody decides about his own matter, nor through somebody else`() throws {
        let pending = try open.when(Scenario.request, by: Scenario.chen).accepted()
        for author in [
            Scenario.chen, Scenario.lin, Author("rep:lin", onBehalfOf: "manager:wu"),
            Author("manager:wu", onBehalfOf: "rep:lin"),
        ] {
            try pending.when(Approval.decide("A-9", .approved), by: author).thenRefused("approval.no-self-approval")
        }
        try pending.when(Approval.decide("A-9", .approved), by: Author("deputy:sun", onBehalfOf: "manager:wu"))
            .accepted()
        // The author of a price edit counts, also when he edits for somebody.
        let edited = open.and(
            QuoteLinePriceChanged(
                quote: "Q-17", line: "L-1", product: "P-7", old: .cny(90), new: .cny(89), account: "acme", list: "2026"),
            by: Author("deputy:sun", onBehalfOf: "manager:wu"))
        try edited.when(Scenario.request, by: Scenario.lin).thenRefused("approval.no-self-approval")
    }

    @Test func `Opening a request is noted once a step`() throws {
        let pending = try open.when(Scenario.request, by: Scenario.lin).accepted()
        try pending.when(Approval.view("A-9"), by: Scenario.wu)
            .then(
                ApprovalViewed(approval: "A-9", quote: "Q-17", step: 0, approver: "manager:wu", account: "acme")
            )
            .when(Approval.view("A-9"), by: Scenario.wu).thenNothing()
        try pending.when(Approval.view("A-9"), by: Scenario.zhao).thenRefused("approval.not-your-step")
    }

    @Test func `Only who asked takes it back`() throws {
        let pending = try open.when(Scenario.request, by: Scenario.chen).accepted()
        try pending.when(Approval.withdraw("A-9", reason: "not needed"), by: Scenario.lin)
            .thenRefused("approval.not-requester")
        try pending.when(Approval.withdraw("A-9", reason: ""), by: Scenario.chen).thenRefused(
            "approval.reason-required")
        try pending.when(Approval.withdraw("A-9", reason: "not needed"), by: Scenario.chen)
            .then(
                ApprovalWithdrawn(
                    approval: "A-9", quote: "Q-17", reason: "not needed", account: "acme", entries: Self.entries)
            )
            .when(Approval.decide("A-9", .approved), by: Scenario.wu).thenRefused("approval.closed")
    }

    @Test func `It lets exactly its terms pass`() throws {
        try open.when(Quote.send("Q-17")).thenRefused("price.band")
        let sent = try granted().when(Quote.send("Q-17"))
            .then(QuoteSendTests.sent(at: .cny(90), approval: "A-9"))
        // Used up: the next edit concerns another version, and leaves the approval of this one alone.
        try sent.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(89), reason: "more"), by: Scenario.lin)
            .then(kinds: "quote.version-started", "quote.line-price-changed")
            .when(Quote.send("Q-17")).thenRefused("price.band")
    }

    @Test func `An edit ends it, and going back to its terms does not revive it`() throws {
        let outcome = try granted()
            .when(Quote.changePrice("Q-17", line: "L-1", to: .cny(89), reason: "more"), by: Scenario.lin)
        let edited = try outcome.then(
            QuoteLinePriceChanged(
                quote: "Q-17", line: "L-1", product: "P-7", old: .cny(90), new: .cny(89), reason: "more",
                account: "acme", list: "2026"),
            ApprovalInvalidated(
                approval: "A-9", quote: "Q-17", fingerprint: Self.fingerprint, account: "acme", entries: Self.entries))
        #expect(outcome.proposed.map(\.cause) == [nil, .sibling(0)])
        try edited.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(90), reason: "back"), by: Scenario.lin)
            .accepted()
            .when(Quote.send("Q-17")).thenRefused("price.band")
        // A pending one ends as well.
        try open.when(Scenario.request, by: Scenario.lin).accepted()
            .when(Quote.removeLine("Q-17", line: "L-1"))
            .then(kinds: "quote.line-removed", "approval.invalidated")
            .when(Approval.decide("A-9", .approved), by: Scenario.wu).thenRefused("approval.closed")
    }

    @Test func `A contract takes over approved terms`() throws {
        let sent = try granted().when(Quote.send("Q-17")).accepted()
        let sign = Contract.sign("C-3", quote: "Q-17", amount: .cny(900))
        let signed = try sent.when(sign).then(
            ContractSigned(
                contract: "C-3", quote: "Q-17", quoteVersion: 1, fingerprint: Self.fingerprint, amount: .cny(900),
                approval: "A-9", account: "acme", owner: "rep:lin"))
        try signed.when(sign).thenNothing()
        try signed.when(Contract.sign("C-3", quote: "Q-17", amount: .cny(901))).thenRefused("contract.exists")
        try sent.when(Contract.sign("C-3", quote: "Q-17", amount: .cny(900), fingerprint: ContentDigest(of: [])))
            .thenRefused("contract.terms")
        try sent.when(Contract.sign("C-3", quote: "Q-17", version: 2, amount: .cny(900))).thenRefused("quote.not-sent")
        try sent.when(Contract.sign("C-3", quote: "Q-17", amount: .eur(900))).thenRefused("price.currency")
        try granted().when(sign).thenRefused("quote.not-sent")
        // An imported quote that was sent without the approval it needed is not signed.
        try given(Scenario.created, Scenario.line(at: .cny(90)), QuoteSendTests.sent(at: .cny(90))).when(sign)
            .thenRefused("price.band")
        try given(Scenario.created, Scenario.line(at: .cny(98)), QuoteSendTests.sent(at: .cny(98))).when(sign)
            .then(kinds: "contract.signed")
    }
}
