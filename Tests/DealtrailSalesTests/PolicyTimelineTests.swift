import DealtrailModel
import DealtrailSales
import Testing

/// When which version was in force.
@Suite struct PolicyTimelineTests {
    private func act(
        _ kind: PolicyTimeline.Act.Kind, _ version: String, at time: Int64, from start: Int64? = nil
    ) -> PolicyTimeline.Act {
        PolicyTimeline.Act(
            kind: kind, version: version, digest: ContentDigest(of: Array(version.utf8)), author: "ops:lin",
            onBehalfOf: nil, recordedAt: Timestamp(nanoseconds: time),
            effectiveFrom: Timestamp(nanoseconds: max(time, start ?? time)), position: UInt64(time), note: nil)
    }

    private func timeline(_ acts: PolicyTimeline.Act...) -> PolicyTimeline {
        var timeline = PolicyTimeline()
        for act in acts { timeline.add(act) }
        return timeline
    }

    private func inForce(_ timeline: PolicyTimeline, _ times: Int64...) -> [String?] {
        times.map { timeline.inForce(at: Timestamp(nanoseconds: $0))?.version }
    }

    @Test func `What was only published is never in force`() {
        let timeline = timeline(act(.publishedInForce, "1", at: 10), act(.published, "2", at: 20))
        #expect(inForce(timeline, 9, 10, 30) == [nil, "1", "1"])
        #expect(timeline.versions.map(\.version) == ["1", "2"])
    }

    @Test func `A version begins at its time and ends where it is retired, to the tick`() {
        let timeline = timeline(
            act(.publishedInForce, "1", at: 10), act(.published, "2", at: 20), act(.activated, "2", at: 30, from: 50),
            act(.retired, "2", at: 60, from: 70))
        #expect(inForce(timeline, 49, 50, 69, 70, 71) == ["1", "2", "2", "1", "1"])
        #expect(
            timeline.spans.map { "\($0.version) \($0.from.nanoseconds) \($0.to?.nanoseconds ?? -1)" }
                == ["1 10 50", "2 50 70", "1 70 -1"])
    }

    @Test func `What was scheduled is taken back by a retirement before its time`() {
        let timeline = timeline(
            act(.publishedInForce, "1", at: 10), act(.activated, "2", at: 20, from: 100),
            act(.retired, "2", at: 30))
        #expect(inForce(timeline, 99, 100, 101) == ["1", "1", "1"])
        #expect(timeline.spans.map(\.version) == ["1"])
    }

    @Test func `A retired version may be activated again`() {
        let timeline = timeline(
            act(.publishedInForce, "1", at: 10), act(.activated, "2", at: 20), act(.retired, "2", at: 30),
            act(.activated, "2", at: 40))
        #expect(inForce(timeline, 20, 29, 30, 39, 40) == ["2", "2", "1", "1", "2"])
    }

    @Test func `Of two that begin at once the later recorded holds`() {
        let timeline = timeline(
            act(.activated, "1", at: 10, from: 50), act(.activated, "2", at: 20, from: 50),
            act(.activated, "3", at: 30, from: 40))
        #expect(inForce(timeline, 39, 40, 50) == [nil, "3", "2"])
    }
}
