import Dealtrail
import Foundation
import Testing

@Suite("Views through the face")
struct ViewFaceTests {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-views-\(UUID())").path
    let wu = Author("manager:wu")

    private func prepared() async throws -> Trail {
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: wu,
            options: TrailOptions(mapSize: 1 << 30, clock: SteppingClock().now))
        _ = try await trail.handle(Account.create("acme", owner: "rep:lin"), by: wu, id: "setup")
        return trail
    }

    /// An event as a client with a defect writes it: a version number in words.
    private func malformed(_ trail: Trail) async throws -> Receipt {
        let event = NewEvent(
            kind: OpportunityCreated.kind, stream: "opportunity:O-9", tags: ["account:acme"],
            payload: CBORValue.map([.number(3): .text("seven")]).canonical)
        return try await trail.log.append(AppendRequest([event], by: wu, id: "malformed"))
    }

    @Test("A view that stands still gives no silently older answer; skipped by somebody, answers say so")
    func faulted() async throws {
        let trail = try await prepared()
        let bad = try await malformed(trail).positions.lowerBound
        _ = try await trail.handle(Account.create("beta", owner: "rep:lin"), by: wu, id: "later")
        let fault = await #expect(throws: ViewFault.self) { try await trail.funnel() }
        #expect(fault?.view.name == "funnel" && fault?.position == bad && fault?.kind == OpportunityCreated.kind)
        #expect(fault?.description.contains("dealtrail views skip funnel --position \(bad)") == true)
        // Told to accept what was known before, it answers and says so.
        let earlier = try await trail.funnel(asOf: .known(position: bad - 1))
        #expect(earlier.stamp.position == bad - 1 && earlier.stamp.skipped == nil)
        // The others go on.
        let faults = await #expect(throws: ViewFaults.self) { try await trail.viewSet().catchUp() }
        #expect(faults?.faults.map(\.view.name) == ["funnel"])
        for view in try trail.viewSet().views where view.name != "funnel" { #expect(try view.lag() == 0) }
        _ = try await trail.health()

        let view = try trail.viewSet().view("funnel")
        try await view.skip(position: bad, by: wu, reason: "written by a client with a defect")
        let report = try await trail.funnel()
        #expect(report.stamp.skipped == 1 && report.stamp.position == bad + 2)
        #expect(try await trail.funnel(asOf: .known(position: bad)).stamp.skipped == 1)
        #expect(try await trail.health().stamp.skipped == nil)
        let decision = try #require(try trail.event(at: bad + 2))
        #expect(decision.kind == ViewEventSkipped.kind && decision.author.id == "manager:wu")
        #expect(try trail.catalog.json(of: decision).contains("written by a client with a defect"))
        try await view.rebuild(threads: 2)
        #expect(try await trail.funnel().stamp.skipped == 1)
        try await trail.close()
    }

    @Test("Whoever appended something waits until a view has seen it")
    func waits() async throws {
        let trail = try await prepared()
        let handled = try await trail.handle(Account.create("beta", owner: "rep:lin"), by: wu, id: "next")
        let position = try #require(handled.receipt?.positions.upperBound) - 1
        try await trail.wait(for: CustomerHealth.self, toSee: position)
        let health = try #require(try trail.viewSet().status().first { $0.identity.name == CustomerHealth.name })
        #expect(health.checkpoint?.position ?? 0 > position && health.lag == 0)
        let funnel = try #require(try trail.viewSet().status().first { $0.identity.name == Funnel.name })
        #expect(funnel.checkpoint == nil, "only the one that was asked for")
        try await trail.close()
    }
}
