import DealtrailModel
import DealtrailSales
import Foundation
import Testing

/// Golden bytes of every kind: what is stored today must be read for ever.
@Suite struct EventFixtureTests {
    static let folder = PackageRoot.url.appending(path: "Fixtures/events")

    @Test func `The catalogue is valid`() throws {
        try Catalog.sales.validate()
    }

    @Test func `Every kind of the catalogue has a sample and nothing else has`() {
        let kinds = EventSamples.full.map { type(of: $0).kind }
        #expect(kinds.sorted() == Catalog.sales.events.keys.sorted())
        #expect(Set(EventSamples.all.map { type(of: $0).kind }) == Set(Catalog.sales.withEngine.events.keys))
        #expect(EventSamples.sparse.map { type(of: $0).kind }.sorted() == kinds.sorted())
    }

    @Test(arguments: EventSamples.all.indices)
    func `Bytes are golden`(_ index: Int) throws {
        try compare(EventSamples.all[index])
    }

    @Test func `No golden file is left over`() throws {
        let expected = Set(EventSamples.all.map { fileName($0) })
        let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        #expect(found.filter { $0.hasSuffix("-v1.hex") && !expected.contains($0) }.sorted() == [])
    }

    @Test(arguments: EventSamples.all.indices)
    func `A full event survives CBOR and JSON`(_ index: Int) throws {
        try roundTrip(EventSamples.all[index])
    }

    @Test(arguments: EventSamples.sparse.indices)
    func `A sparse event survives CBOR and JSON`(_ index: Int) throws {
        try roundTrip(EventSamples.sparse[index])
    }

    @Test(arguments: EventSamples.full.indices)
    func `Names are accepted by an append`(_ index: Int) throws {
        let event = EventSamples.full[index]
        #expect(type(of: event).kind.isValid && event.stream.isValid)
        let invalid = event.tags.filter { !$0.isValid }
        #expect(invalid.isEmpty)
        #expect(Set(event.tags).count == event.tags.count)
        let stream = Tag(event.stream.rawValue)
        // Found by its aggregate's tag, unless the aggregate is a price list, which is found by its entries.
        if !event.stream.rawValue.hasPrefix("price-list:") { #expect(event.tags.contains(stream)) }
    }

    /// Fields are added by number, so that what was written before reads as if they were not recorded.
    @Test func `Bytes from before a field was added are read`() throws {
        let created = OpportunityCreated(
            opportunity: "O-204", pipeline: "standard", pipelineVersion: 2,
            stages: [
                PipelineStage("lead-registered"), PipelineStage("need-confirmed", requires: ["requirement-document"]),
            ],
            account: "acme", owner: "rep:lin", product: "P-7", amount: .cny("92.50"))
        let won = OpportunityWon(
            opportunity: "O-204", amount: .cny("92.50"), account: "acme", owner: "rep:lin", product: "P-7")
        #expect(try CBORDecoder().decode(OpportunityCreated.self, from: earlier("opportunity.created-v1-8")) == created)
        #expect(try CBORDecoder().decode(OpportunityWon.self, from: earlier("opportunity.won-v1-5")) == won)
        let published = PolicyPublished(
            name: "sales", version: "2026.1", digest: EventSamples.digest, summary: "stricter band",
            effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000))
        #expect(
            try CBORDecoder().decode(PolicyPublished.self, from: earlier("policy.published-v1-5")) == published)
        let visit = VisitCompleted(
            visit: "V-31", account: "acme", owner: "rep:lin", opportunity: "O-204", outcome: .effective)
        #expect(try CBORDecoder().decode(VisitCompleted.self, from: earlier("visit.completed-v1-5")) == visit)
        let evidence = EvidenceAttached(
            evidence: "requirement-document", digest: EventSamples.digest, mediaType: "application/pdf",
            opportunity: "O-204", account: "acme", visit: "V-31")
        #expect(try CBORDecoder().decode(EvidenceAttached.self, from: earlier("evidence.attached-v1-6")) == evidence)
        let decided = ApprovalStepDecided(
            approval: "A-9", quote: "Q-17", step: 2, role: "regional-manager", decision: .approved,
            approver: "manager:wu", comment: "within budget", account: "acme")
        #expect(
            try CBORDecoder().decode(ApprovalStepDecided.self, from: earlier("approval.step-decided-v1-8")) == decided)
        // From before there were activations: published is in force.
        #expect(published.awaitsActivation == nil)
    }

    /// A golden file by kind, version and the highest field number that there was.
    private func earlier(_ name: String) throws -> [UInt8] {
        let text = try String(contentsOf: Self.folder.appending(path: "earlier/\(name).hex"), encoding: .utf8)
        let digits = Array(text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue })
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    private func compare<Payload: Event>(_ event: Payload) throws {
        let hex = try CBOREncoder().encode(event).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
        let file = Self.folder.appending(path: fileName(event))
        if PackageRoot.writesFixtures {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try hex.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(golden == hex, "\(Payload.kind) changed its stored form")
    }

    private func roundTrip<Payload: Event>(_ event: Payload) throws {
        let bytes = try CBOREncoder().encode(event)
        #expect(try CBORDecoder().decode(Payload.self, from: bytes) == event)
        let json = try JSONText.encode(event)
        let entry = try #require(Catalog.sales.withEngine.events[Payload.kind])
        let parsed = try entry.event(json: json)
        #expect(parsed as? Payload == event)
    }

    private func fileName(_ event: some Event) -> String { "\(type(of: event).kind)-v1.hex" }
}
