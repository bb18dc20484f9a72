import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

@Suite struct MergedAccountsTests {
    @Test func `An account is its own customer until another absorbs it`() throws {
        var trail = TestTrail()
        #expect(try MergedAccounts(events: trail.events) == MergedAccounts())
        try trail.append(AccountsMerged(account: "acme", absorbed: "b"))
        try trail.append(AccountsMerged(account: "acme", absorbed: "a"))
        let merged = try MergedAccounts(events: trail.events)
        #expect(["acme", "a", "b", "c"].map(merged.customer) == ["acme", "acme", "acme", "c"])
        #expect(["acme", "b"].map(merged.members) == [["acme", "a", "b"], ["acme", "a", "b"]])
        #expect(merged.members(of: "c") == ["c"])
        try trail.append(AccountsSplit(account: "acme", restored: "b"))
        try trail.append(AccountsSplit(account: "acme", restored: "a"))
        #expect(try MergedAccounts(events: trail.events) == MergedAccounts())
    }

    @Test func `What happened first counts first, whenever it was recorded`() throws {
        var trail = TestTrail()
        try trail.append(AccountsSplit(account: "acme", restored: "a"), at: .at("2026-01-02T00:00:00Z"))
        try trail.append(AccountsMerged(account: "acme", absorbed: "a"), at: .at("2026-01-01T00:00:00Z"))
        #expect(try MergedAccounts(events: trail.events) == MergedAccounts())
    }

    @Test func `Chains have one customer, circles the first by name, and two claims the first claimant`() {
        let chain = MergedAccounts(absorbed: ["c": ["b"], "b": ["a"]])
        #expect(["a", "b", "c"].map(chain.customer) == ["c", "c", "c"])
        let circle = MergedAccounts(absorbed: ["c": ["b"], "b": ["c"], "a": ["a"]])
        #expect(["a", "b", "c"].map(circle.customer) == ["a", "b", "b"])
        #expect(circle.members(of: "c") == ["b", "c"])
        let claims = MergedAccounts(absorbed: ["z": ["a"], "y": ["a"]])
        #expect(claims.customer(of: "a") == "y" && claims.members(of: "z") == ["z"])
    }

    @Test func `Merges and splits are found by a tag of their own`() {
        #expect(AccountsMerged(account: "a", absorbed: "b").tags.contains(.accountIdentity))
        #expect(AccountsSplit(account: "a", restored: "b").tags.contains(.accountIdentity))
    }
}
