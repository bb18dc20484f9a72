import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Versions are published, activated and retired; what is in force follows from that and from nothing else.
@Suite struct PolicyLifecycleTests {
    static let monday = GivenWhenThen.monday
    static let (one, two) = (ContentDigest(of: [1]), ContentDigest(of: [2]))
    let ops = Author("ops:lin")
    let director = Author("director:wu")

    static func at(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: monday.nanoseconds + nanoseconds) }

    /// Version 1 in force, version 2 published by operations.
    var published: GivenWhenThen {
        given(PolicyPublished(name: "sales", version: "1", digest: Self.one), by: director)
            .and(PolicyPublished(name: "sales", version: "2", digest: Self.two, awaitsActivation: true), by: ops)
    }

    @Test func `Publishing alone says that it waits, and says it once`() throws {
        let publish = Policy.publish("sales", version: "2", digest: Self.two, awaitsActivation: true)
        let done = try given().when(publish)
            .then(PolicyPublished(name: "sales", version: "2", digest: Self.two, awaitsActivation: true))
        try done.when(publish).thenNothing()
        try given().when(
            Policy.publish(
                "sales", version: "2", digest: Self.two, effectiveFrom: Self.at(1), awaitsActivation: true)
        ).thenRefused("policy.time")
    }

    @Test func `An activation names time and approver`() throws {
        let activated = try published.when(Policy.activate("sales", version: "2", reason: "agreed"), by: director)
            .then(
                PolicyActivated(
                    name: "sales", version: "2", digest: Self.two, reason: "agreed", effectiveFrom: Self.monday,
                    approver: "director:wu"))
        try activated.when(Policy.activate("sales", version: "2"), by: director).thenNothing()
        // Whoever acts for somebody names him.
        let assistant = Author("assistant:he", onBehalfOf: "director:wu")
        try published.when(Policy.activate("sales", version: "2", effectiveFrom: Self.at(1)), by: assistant)
            .then(
                PolicyActivated(
                    name: "sales", version: "2", digest: Self.two, effectiveFrom: Self.at(1),
                    approver: "director:wu"))
        try published.when(Policy.activate("sales", version: "3"), by: director).thenRefused("policy.unknown")
    }

    @Test(arguments: [(-1, "policy.past"), (0, nil), (1, nil)] as [(Int64, String?)])
    func `A time that has passed is refused, to the nanosecond`(_ offset: Int64, _ rule: String?) throws {
        let start = Self.at(offset)
        let commands: [any Command] = [
            Policy.activate("sales", version: "2", effectiveFrom: start),
            Policy.publish("sales", version: "3", digest: ContentDigest(of: [3]), effectiveFrom: start),
        ]
        for command in commands { try check(command, rule) }
        let both = try published.when(Policy.activate("sales", version: "2"), by: director).accepted()
        let retired = try both.when(
            Policy.retire("sales", version: "2", effectiveFrom: start, reason: "too strict"), by: director)
        if let rule { _ = try retired.thenRefused(rule) } else { try retired.then(kinds: "policy.retired") }
    }

    private func check(_ command: some Command, _ rule: String?) throws {
        let outcome = try published.when(command, by: director)
        if let rule { _ = try outcome.thenRefused(rule) } else { _ = try outcome.accepted() }
    }

    @Test func `Four eyes: nobody activates what he published, himself or through another`() throws {
        var strict = SalesPolicy.standard
        strict.activation = ActivationRules(fourEyes: true)
        let activate = Policy.activate("sales", version: "2")
        for author in [ops, Author("ops:lin", onBehalfOf: "director:wu"), Author("ops:sun", onBehalfOf: "ops:lin")] {
            let refusal = try published.when(activate, by: author, under: strict).thenRefused("policy.four-eyes")
            #expect(refusal.inputs["person"] == "ops:lin")
        }
        try published.when(activate, by: director, under: strict).then(kinds: "policy.activated")
        // Nor in one step.
        try published.when(
            Policy.publish("sales", version: "3", digest: ContentDigest(of: [3])), by: director, under: strict
        ).thenRefused("policy.four-eyes")
        try published.when(activate, by: ops).then(kinds: "policy.activated")
    }

    @Test func `Only those approve who may`() throws {
        var strict = SalesPolicy.standard
        strict.activation = ActivationRules(approvers: ["director:wu"])
        let activate = Policy.activate("sales", version: "2")
        let refusal = try published.when(activate, by: ops, under: strict).thenRefused("policy.approver")
        #expect(refusal.version == strict.version && refusal.inputs["approvers"] == "director:wu")
        try published.when(activate, by: Author("ops:sun", onBehalfOf: "director:wu"), under: strict)
            .then(kinds: "policy.activated")
        let active = try published.when(activate, by: director).accepted()
        try active.when(Policy.retire("sales", version: "2", reason: "wrong"), by: ops, under: strict)
            .thenRefused("policy.approver")
    }

    @Test func `Retiring goes back to what was before, and leaves no gap`() throws {
        let active = try published.when(Policy.activate("sales", version: "2"), by: director).accepted()
        let retire = Policy.retire("sales", version: "2", reason: "too strict")
        let retired = try active.when(retire, by: ops)
            .then(
                PolicyRetired(
                    name: "sales", version: "2", digest: Self.two, reason: "too strict", effectiveFrom: Self.monday,
                    approver: "ops:lin"))
        try retired.when(retire, by: ops).thenNothing()
        try retired.when(Policy.retire("sales", version: "1", reason: "x"), by: ops).thenRefused("policy.last")
        try active.when(Policy.retire("sales", version: "2", reason: " "), by: ops).thenRefused("policy.reason")
        try published.when(Policy.retire("sales", version: "2", reason: "x"), by: ops)
            .thenRefused("policy.not-in-force")
        try published.when(Policy.retire("sales", version: "9", reason: "x"), by: ops).thenRefused("policy.unknown")
        // What was retired can be activated again.
        try retired.when(Policy.activate("sales", version: "2"), by: director).then(kinds: "policy.activated")
    }
}
