import Dealtrail
import Foundation
import Testing

/// An instant in a test.
func instant(_ text: String) throws -> Timestamp { try #require(ZonedTime(rfc3339: text)).instant }

/// A trail whose clock a test sets, for what falls due.
final class AlertTrail: Sendable {
    let clock: SetClock
    let trail: Trail
    let path: String
    private let lin = Author("rep:lin")
    let engine = Author("service:alerts", kind: .automation)

    init(_ start: String = "2026-03-02T08:00:00+08:00", policy: SalesPolicy = .standard) async throws {
        clock = SetClock(try instant(start))
        path = FileManager.default.temporaryDirectory.appending(path: "dealtrail-alerts-\(UUID())").path()
        trail = try await Trail.create(
            at: path, origin: "example.com/test", by: Author("ops:wu"), policy: policy,
            options: TrailOptions(mapSize: 1 << 28, clock: clock.now))
    }

    /// Records what happened at a time, then: nothing before it is known earlier.
    @discardableResult
    func record(_ event: any Event, at time: String) async throws -> EventID {
        let happened = try instant(time)
        clock.set(max(clock.now(), happened))
        return try await add(event, at: happened)
    }

    /// Records now what happened at another time.
    @discardableResult
    func add(_ event: any Event, at happened: Timestamp) async throws -> EventID {
        let size = try trail.head().size
        let request = AppendRequest(
            [try Self.new(event)], by: lin, id: CommandID("e-\(size)"), occurredAt: .at(happened))
        return try #require(try await trail.log.append(request).eventIDs.first)
    }

    private static func new(_ event: some Event) throws -> NewEvent { try NewEvent(event) }

    /// What is open for a rule at an instant, as it is known today.
    func due(_ rule: RuleName, at time: Timestamp) async throws -> [Alert] {
        try await trail.alerts(asOf: .effective(time), AlertFilter(rule: rule)).alerts
    }

    /// The events of alerts, in the order in which they were recorded.
    func recorded(_ rule: RuleName? = nil) throws -> [RecordedEvent] {
        let kinds: Set<EventKind> = [
            AlertRaised.kind, AlertEscalated.kind, AlertAcknowledged.kind, AlertSuppressed.kind, AlertResolved.kind,
        ]
        let query = Query(items: [Query.Item(kinds: kinds, tags: rule.map { [.alertRule($0)] } ?? [])])
        return try trail.log.events(EventFilter(query: query), in: 0..<UInt64.max)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
