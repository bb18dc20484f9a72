import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// The pool of customers: claims with a promise, releases for want of interaction.
@Suite struct PoolTests {
    private let digest = EventSamples.digest
    private let pooled = given(AccountCreated(account: "acme", tier: "B"))
    private let claimed = AccountClaimed(account: "acme", owner: "rep:lin")
    private let idle = Account.release("acme", .inactivity)

    /// So many days and nanoseconds after Monday.
    private func day(_ days: Int64, _ nanoseconds: Int64 = 0) -> Timestamp {
        Timestamp(nanoseconds: GivenWhenThen.monday.nanoseconds + days * 86_400_000_000_000 + nanoseconds)
    }

    @Test func `Whoever claims an account promises what the policy counts`() throws {
        let event = AccountClaimed(
            account: "acme", owner: "rep:lin", promise: "weekly-interaction", policyVersion: "standard-2")
        let owned = try pooled.when(Account.claim("acme"), by: Scenario.lin).then(event)
        try owned.when(Account.claim("acme"), by: Scenario.lin).thenNothing()
        try pooled.when(Account.claim("acme", by: "rep:lin"), by: Scenario.wu).then(event)
        let refusal = try pooled.when(Account.claim("acme", promise: "daily-interaction"))
            .thenRefused("account.unknown-promise")
        #expect(refusal.inputs["known"] == "quote-opened, weekly-interaction")
        var policy = SalesPolicy.standard
        var book = policy.book
        book.counts = []
        policy.rules = book
        try pooled.when(Account.claim("acme"), by: Scenario.lin, under: policy)
            .then(AccountClaimed(account: "acme", owner: "rep:lin"))
    }

    @Test func `One owner at a time`() throws {
        let owned = try pooled.when(Account.claim("acme"), by: Scenario.lin).accepted()
        try owned.when(Account.claim("acme"), by: Scenario.chen).thenRefused("account.owned")
        try owned.when(Account.release("acme", .handedBack, reason: "too far away"))
            .then(
                AccountReleased(account: "acme", owner: "rep:lin", cause: .handedBack, reason: "too far away")
            )
            .when(Account.claim("acme"), by: Scenario.chen).then(kinds: "account.claimed")
        try given(Scenario.account).when(Account.claim("acme"), by: Scenario.chen).thenRefused("account.owned")
        try given().when(Account.claim("acme")).thenRefused("account.unknown")
        try pooled.and(AccountCreated(account: "acme-group"), AccountsMerged(account: "acme-group", absorbed: "acme"))
            .when(Account.claim("acme")).thenRefused("account.absorbed")
        // Orders and satisfaction name the owner of then.
        let order = Order.place("SO-1", account: "acme", amount: .cny(1))
        try owned.when(order).then(OrderPlaced(order: "SO-1", account: "acme", amount: .cny(1), owner: "rep:lin"))
    }

    @Test(arguments: [(-1, false), (0, true), (1, true)])
    func `The pool takes back at seven days, and not a nanosecond before`(_ tick: Int64, _ isReleased: Bool) throws {
        let outcome = try pooled.and(claimed, at: day(0)).when(idle, at: day(7, tick))
        if isReleased {
            try outcome.then(kinds: "account.released")
            let event = try #require(outcome.proposed.first?.event as? AccountReleased)
            #expect(event.owner == "rep:lin" && event.policyVersion == "standard-2")
            #expect(event.explanation?.contains("deadline.pool-release") == true)
        } else {
            let refusal = try outcome.thenRefused("account.not-idle")
            #expect(refusal.inputs["due"] == day(7).description && refusal.inputs["phase"] == "warned")
        }
    }

    @Test func `Only what can be shown keeps it, counted from when it happened`() throws {
        let held = pooled.and(claimed, at: day(0))
        try held.and(MeetingHeld(meeting: "M-1", account: "acme"), at: day(3)).when(idle, at: day(7)).accepted()
        let shown = held.and(MeetingHeld(meeting: "M-1", account: "acme", evidence: digest), at: day(3))
        try shown.when(idle, at: day(10, -1)).thenRefused("account.not-idle")
        try shown.when(idle, at: day(10)).accepted()
        // Recorded out of order, it is the last one that counts.
        try shown.and(CallConnected(call: "CL-1", account: "acme", evidence: digest), at: day(1))
            .when(idle, at: day(10, -1)).thenRefused("account.not-idle")
        // At no known time it counts for nothing.
        try shown.and(VisitCompleted(visit: "V-1", account: "acme", evidence: digest)).when(idle, at: day(10))
            .accepted()
    }

    @Test func `A release says why`() throws {
        let held = pooled.and(claimed, at: day(0))
        try held.when(Account.release("acme", .withdrawn)).thenRefused("account.reason-required")
        try pooled.when(idle).thenNothing()
        try given().when(idle).thenRefused("account.unknown")
        // One that was never claimed has no clock.
        try given(Scenario.account).when(idle, at: day(100)).thenRefused("account.not-idle")
        var policy = SalesPolicy.standard
        var book = policy.book
        book.deadlines.removeAll { $0.name == "pool-release" }
        policy.rules = book
        try held.when(idle, at: day(100), under: policy).thenRefused("account.no-release-rule")
    }
}
