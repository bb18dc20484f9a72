import DealtrailLog
import DealtrailModel
import Testing

@testable import DealtrailEngine

/// An event that publishes, activates or retires rules of the tests, told apart by its kind.
private struct Change<Marker: ChangeMarker>: Event {
    static var kind: EventKind { Marker.kind }
    let digest: ContentDigest
    let effectiveFrom: Timestamp?
    let awaits: Bool?
    var stream: StreamName { "limits" }
    var tags: [DealtrailModel.Tag] { ["limits:all"] }

    enum CodingKeys: Int, CodingKey { case digest = 3, effectiveFrom = 5, awaits = 6 }
}

private protocol ChangeMarker: Hashable, Sendable { static var kind: EventKind { get } }
private enum Publication: ChangeMarker { static let kind: EventKind = "limits.published" }
private enum Activation: ChangeMarker { static let kind: EventKind = "limits.activated" }
private enum Retirement: ChangeMarker { static let kind: EventKind = "limits.retired" }

@Suite("Which rules are in force")
struct RulesHistoryTests {
    private let log = TestLog()
    private let lin = Author("rep:lin")

    private func digest(_ byte: UInt8) -> ContentDigest { ContentDigest(of: [byte]) }

    private var handler: CommandHandler {
        let known = [digest(1): Limits(version: "one", limit: 1), digest(2): Limits(version: "two", limit: 2)]
        return CommandHandler(
            log: log,
            rules: RulesSource(
                kind: Publication.kind, activation: Activation.kind, retirement: Retirement.kind, tag: "limits:all",
                digestField: 3, effectiveField: 5, awaitingField: 6, initial: Limits(version: "built-in", limit: 0)
            ) { digest in
                guard let found = known[digest] else { throw EngineError(.rulesUnavailable, digest.short) }
                return found
            })
    }

    private func note<Marker: ChangeMarker>(
        _ marker: Marker.Type, _ byte: UInt8, at stamp: Int64, from: Int64? = nil, awaits: Bool? = nil
    ) async throws {
        log.setStamp(stamp)
        let event = Change<Marker>(
            digest: digest(byte), effectiveFrom: from.map { Timestamp(nanoseconds: $0) }, awaits: awaits)
        _ = try await log.append(
            AppendRequest([try NewEvent(event)], by: lin, id: CommandID("\(Marker.kind)-\(log.events.count)")))
    }

    private func versions(_ times: Int64...) throws -> [String] {
        try times.map { try handler.rulesInForce(at: Timestamp(nanoseconds: $0)).rules.version }
    }

    @Test("what waits for its activation is not in force, and begins with it")
    func activation() async throws {
        try await note(Publication.self, 1, at: 1_000)
        try await note(Publication.self, 2, at: 2_000, awaits: true)
        #expect(try versions(999, 1_000, 5_000) == ["built-in", "one", "one"])
        try await note(Activation.self, 2, at: 3_000, from: 4_000)
        #expect(try versions(3_999, 4_000) == ["one", "two"])
    }

    @Test("retired rules end at their time, whatever activated them, and what was before holds again")
    func retirement() async throws {
        try await note(Publication.self, 1, at: 1_000)
        try await note(Activation.self, 2, at: 2_000)
        try await note(Activation.self, 2, at: 2_500, from: 6_000)
        try await note(Retirement.self, 2, at: 3_000, from: 4_000)
        #expect(try versions(3_999, 4_000, 6_000) == ["two", "one", "one"])
        try await note(Activation.self, 2, at: 5_000)
        #expect(try versions(4_999, 5_000) == ["one", "two"])
        try await note(Retirement.self, 1, at: 6_000)
        try await note(Retirement.self, 2, at: 7_000, from: 1_000)
        // Nothing ends before it is known, and with nothing left the built-in rules hold.
        #expect(try versions(1_500, 6_999, 7_000) == ["one", "two", "built-in"])
    }
}
