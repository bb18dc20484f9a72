import DealtrailLog
import DealtrailModel
import DealtrailProof
import DealtrailSales
import Testing

@testable import DealtrailAudit

/// The whole history of a quote, and every way to tell only half of it.
@Suite("A complete history")
struct HistoryTests {
    private func check(_ proof: HistoryProof, _ trail: SoldTrail) throws -> AuditReport {
        try Auditor(policy: trail.policy).check(AuditFile(proof.bytes))
    }

    private func expectRefused(
        _ proof: HistoryProof, _ trail: SoldTrail, _ part: String, location: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try check(proof, trail)
            Issue.record("it was believed", sourceLocation: location)
        } catch {
            #expect("\(error)".contains(part), "\(error)", sourceLocation: location)
            #expect(AuditStatus(error) == .notProved, "\(error)", sourceLocation: location)
        }
    }

    @Test("It has every edit with its author, and says as of when and who says so")
    func complete() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let report = try check(trail.log.proof(ofHistory: "quote:Q-1"), trail)
        #expect(report.events.map(\.recorded.revision) == [0, 1, 2, 3, 4])
        #expect(report.events.flatMap(\.prices).map(\.new) == ["100.00 CNY", "99.00 CNY", "98.00 CNY", "97.00 CNY"])
        #expect(report.text.contains("complete as of the checkpoint of 11 events, as stated by example.com/sales"))
        #expect(report.text.contains("rep:lin (person), for manager:wu, through api"))
        #expect(report.text.contains("L-1 changed: 100.00 CNY -> 99.00 CNY (\"step 0\")"))
    }

    @Test("A price list has its trail too, down to the removal of an entry")
    func priceList() async throws {
        let trail = try await SoldTrail()
        try await trail.add(PriceListEntrySet(list: "2026", product: "P-1", price: .yuan("10.00")), "l-1")
        try await trail.add(
            PriceListEntryChanged(list: "2026", product: "P-1", old: .yuan("10.00"), new: .yuan("9.00")), "l-2")
        try await trail.add(
            PriceListEntryRemoved(list: "2026", product: "P-1", lastPrice: .yuan("9.00"), reason: "ended"), "l-3")
        _ = try await trail.checkpoint()
        let report = try check(trail.log.proof(ofHistory: "price-list:2026"), trail)
        #expect(
            report.events.flatMap(\.prices).map(\.text) == [
                "2026/P-1 listed: - -> 10.00 CNY", "2026/P-1 listed: 10.00 CNY -> 9.00 CNY",
                "2026/P-1 removed: 9.00 CNY (\"ended\")",
            ])
    }

    @Test("That there is no such quote is proved too")
    func absent() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let report = try check(trail.log.proof(ofHistory: "quote:Q-9"), trail)
        #expect(report.events.isEmpty)
        #expect(report.text.contains("there is no quote:Q-9"))
    }

    @Test("The stream of the statements does not pass for complete: none of them covers itself")
    func itself() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let stream = StreamHeadsCommitted.streamName
        let error = #expect(throws: CheckpointError.self) { try trail.log.proof(ofHistory: stream) }
        #expect(error?.code == .withoutHeads)
        let other = try trail.log.proof(ofHistory: "quote:Q-9")
        expectRefused(
            HistoryProof(
                stream: stream.rawValue, events: [], heads: other.heads, map: other.map, checkpoint: other.checkpoint),
            trail, "does not cover")
    }

    @Test("An edit after the checkpoint waits for the next one")
    func later() async throws {
        let trail = try await SoldTrail()
        let first = try await trail.checkpoint()
        try await trail.change("Q-1", 3)
        #expect(try check(trail.log.proof(ofHistory: "quote:Q-1", in: first), trail).events.count == 5)
        #expect(try check(trail.log.proof(ofHistory: "quote:Q-1"), trail).events.count == 5)
        _ = try await trail.checkpoint()
        #expect(try check(trail.log.proof(ofHistory: "quote:Q-1"), trail).events.count == 6)
    }

    @Test("Hiding any edit, the last one above all, is seen")
    func hidden() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let whole = try trail.log.proof(ofHistory: "quote:Q-1")
        for index in whole.events.indices {
            var events = whole.events
            events.remove(at: index)
            let isLast = index == whole.events.count - 1
            expectRefused(
                whole.with(events: events), trail,
                isLast
                    ? "map of stream heads does not say that quote:Q-1 has 4 events" : "stands where \(index) belongs")
        }
        expectRefused(whole.with(events: []), trail, "says that there is a stream")
    }

    @Test("Reordering, swapping in another quote's edit and repeating one are seen")
    func rearranged() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let whole = try trail.log.proof(ofHistory: "quote:Q-1")
        let other = try trail.log.proof(ofHistory: "quote:Q-2")
        var events = whole.events
        events.swapAt(2, 3)
        expectRefused(whole.with(events: events), trail, "revision 3 of quote:Q-1 stands where 2 belongs")
        events = whole.events
        events[4] = other.events[4]
        expectRefused(whole.with(events: events), trail, "is of quote:Q-2, not of quote:Q-1")
        expectRefused(whole.with(events: whole.events + [whole.events[4]]), trail, "revision 4")
        expectRefused(whole.with(events: other.events), trail, "is of quote:Q-2")
        expectRefused(whole.with(map: other.map), trail, "map of stream heads")
        expectRefused(
            HistoryProof(
                stream: "quote:Q-9", events: [], heads: whole.heads, map: whole.map, checkpoint: whole.checkpoint),
            trail, "says that there is a stream")
    }

    @Test("An older statement of the heads does not pass for that of the checkpoint")
    func replayedHeads() async throws {
        let trail = try await SoldTrail()
        let first = try await trail.checkpoint()
        let old = try trail.log.proof(ofHistory: "quote:Q-1", in: first)
        try await trail.change("Q-1", 3)
        let second = try await trail.checkpoint()
        // The same events and the same map, in the newer checkpoint: all of it is in the log, and it hides the last edit.
        func moved(_ leaf: ProvedLeaf) throws -> ProvedLeaf {
            let proof = try trail.log.proof(ofEventAt: leaf.index, in: second)
            return ProvedLeaf(event: proof.event, index: proof.index, path: proof.path)
        }
        let forged = HistoryProof(
            stream: old.stream, events: try old.events.map(moved), heads: try moved(old.heads), map: old.map,
            checkpoint: second)
        expectRefused(forged, trail, "what came between is not covered")
    }

    @Test("Any ordinary event in place of the statement of the heads is refused")
    func otherHeads() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let whole = try trail.log.proof(ofHistory: "quote:Q-1")
        let forged = HistoryProof(
            stream: whole.stream, events: whole.events, heads: whole.events[0], map: whole.map,
            checkpoint: whole.checkpoint)
        expectRefused(forged, trail, "states no heads of streams")
    }

    @Test("No altered byte of a history goes unnoticed")
    func damage() async throws {
        let trail = try await SoldTrail(edits: 1)
        _ = try await trail.checkpoint()
        let bytes = try trail.log.proof(ofHistory: "quote:Q-1").bytes
        let auditor = Auditor(policy: trail.policy)
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") { try auditor.check(AuditFile(altered)) }
        }
    }
}

extension HistoryProof {
    func with(events: [ProvedLeaf]? = nil, map: StreamMapProof? = nil) -> HistoryProof {
        HistoryProof(
            stream: stream, events: events ?? self.events, heads: heads, map: map ?? self.map, checkpoint: checkpoint)
    }
}
