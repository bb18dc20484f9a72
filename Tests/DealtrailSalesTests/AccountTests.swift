import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct AccountTests {
    @Test func `An account is created once`() throws {
        let create = Account.create("acme", owner: "rep:lin", tier: "B", industry: "retail", region: "east")
        try given().when(create)
            .then(AccountCreated(account: "acme", owner: "rep:lin", tier: "B", industry: "retail", region: "east"))
            .when(create).thenRefused("account.exists")
        try given().when(Account.create("acme", tier: "Z")).thenRefused("account.unknown-tier")
        try given().when(Account.create("")).thenRefused("name.invalid")
        try given().when(Account.create("a\u{7}")).thenRefused("name.invalid")
        try given().when(Account.create(AccountID(String(repeating: "a", count: 120)))).accepted()
        try given().when(Account.create(AccountID(String(repeating: "a", count: 121)))).thenRefused("name.invalid")
    }

    @Test func `A tier by hand gives its reason`() throws {
        try given(Scenario.account).when(Account.tier("acme", as: "A", reason: "strategic"))
            .then(AccountTiered(account: "acme", tier: "A", previous: "B", reason: "strategic"))
            .when(Account.tier("acme", as: "A", reason: "again")).thenNothing()
        try given(Scenario.account).when(Account.tier("acme", as: "A", reason: " ")).thenRefused("account.tier-reason")
        try given().when(Account.tier("acme", as: "A", reason: "x")).thenRefused("account.unknown")
    }

    @Test func `A computed tier names its policy and follows the purchases`() throws {
        try given(Scenario.account).when(Account.tier("acme", as: "A", purchases: .cny("500000.01")))
            .then(AccountTiered(account: "acme", tier: "A", previous: "B", policyVersion: "standard-2"))
        let refusal = try given(Scenario.account).when(Account.tier("acme", as: "A", purchases: .cny("500000.00")))
            .thenRefused("account.tier-threshold")
        #expect(refusal.version == "standard-2")
        #expect(refusal.inputs["computed"] == "B")
    }

    @Test func `An account goes to another owner with a reason`() throws {
        try given(Scenario.account).when(Account.changeOwner("acme", to: "rep:chen", reason: "Lin left"))
            .then(
                AccountOwnerChanged(account: "acme", owner: "rep:chen", previous: "rep:lin", reason: "Lin left")
            )
            .when(Account.changeOwner("acme", to: "rep:chen", reason: "again")).thenNothing()
        try given(Scenario.account).when(Account.changeOwner("acme", to: "rep:chen", reason: ""))
            .thenRefused("account.reason-required")
    }

    @Test func `A merge can be taken back`() throws {
        let both = given(Scenario.account, AccountCreated(account: "acme-2"), AccountCreated(account: "acme-3"))
        let merged = try both.when(Account.merge("acme-2", into: "acme", reason: "same tax number"))
            .then(AccountsMerged(account: "acme", absorbed: "acme-2", reason: "same tax number"))
        try merged.when(Account.merge("acme-2", into: "acme", reason: "again")).thenNothing()
        try merged.when(Account.merge("acme-2", into: "acme-3", reason: "x")).thenRefused("account.merge-chain")
        try merged.when(Account.merge("acme-3", into: "acme-2", reason: "x")).thenRefused("account.merge-chain")
        try both.when(Account.merge("acme", into: "acme", reason: "x")).thenRefused("account.merge-chain")
        try both.when(Account.merge("nobody", into: "acme", reason: "x")).thenRefused("account.unknown")
        try merged.when(Account.split("acme-2", from: "acme", reason: "two branches"))
            .then(AccountsSplit(account: "acme", restored: "acme-2", reason: "two branches"))
            .when(Account.split("acme-2", from: "acme", reason: "again")).thenRefused("account.not-merged")
    }

    @Test(arguments: [(0, true), (100, true), (-1, false), (101, false)])
    func `Satisfaction is 0 to 100`(_ score: Int, _ fits: Bool) throws {
        let outcome = try given(Scenario.account).when(Satisfaction.record("acme", score: score, source: "survey"))
        if fits {
            try outcome.then(
                SatisfactionRecorded(account: "acme", score: score, source: "survey", owner: "rep:lin"))
        } else {
            try outcome.thenRefused("satisfaction.range")
        }
        try given().when(Satisfaction.record("acme", score: 50)).thenRefused("account.unknown")
    }

    @Test func `A competitor's offer is a fact of its own`() throws {
        try given(Scenario.account)
            .when(CompetitorOffer.report("acme", product: "P-7", price: .cny(90), competitor: "Globex", quote: "Q-17"))
            .then(
                CompetitorOfferReported(
                    account: "acme", product: "P-7", price: .cny(90), competitor: "Globex", quote: "Q-17"))
        try given(Scenario.account).when(CompetitorOffer.report("acme", price: .cny("-0.01")))
            .thenRefused("amount.negative")
    }

    @Test func `An order is placed once`() throws {
        let place = Order.place("SO-1", account: "acme", amount: .cny(1000), contract: "C-3")
        let placed = try given(Scenario.account).when(place)
            .then(
                OrderPlaced(order: "SO-1", account: "acme", amount: .cny(1000), contract: "C-3", owner: "rep:lin"))
        try placed.when(place).thenNothing()
        try placed.when(Order.place("SO-1", account: "acme", amount: .cny(1001))).thenRefused("order.exists")
        try given().when(place).thenRefused("account.unknown")
        try given(Scenario.account).when(Order.place("SO-1", account: "acme", amount: .cny(-1)))
            .thenRefused("amount.negative")
    }

    @Test func `A published version is replaced, never edited`() throws {
        let first = ContentDigest(of: [1])
        let publish = Policy.publish("sales", version: "2", digest: first, summary: "stricter")
        let published = try given().when(publish)
            .then(PolicyPublished(name: "sales", version: "2", digest: first, summary: "stricter"))
        try published.when(publish).thenNothing()
        try published.when(Policy.publish("sales", version: "2", digest: ContentDigest(of: [2])))
            .thenRefused("policy.version")
        let third = try published.when(Policy.publish("sales", version: "3", digest: ContentDigest(of: [2])))
            .then(kinds: "policy.published")
        // Going back to an earlier version is a publication of its own.
        try third.when(publish).then(kinds: "policy.published")
        try given().when(Policy.publish("sales", version: "", digest: first)).thenRefused("policy.version")
    }

    @Test func `A policy that is to begin at another time is published anew`() throws {
        let (digest, start) = (ContentDigest(of: [1]), Timestamp(nanoseconds: 1_900_000_000_000_000_000))
        let later = Policy.publish("sales", version: "2", digest: digest, effectiveFrom: start)
        let published = try given().when(later)
            .then(PolicyPublished(name: "sales", version: "2", digest: digest, effectiveFrom: start))
        try published.when(later).thenNothing()
        try published.when(Policy.publish("sales", version: "2", digest: digest))
            .then(PolicyPublished(name: "sales", version: "2", digest: digest))
    }
}
