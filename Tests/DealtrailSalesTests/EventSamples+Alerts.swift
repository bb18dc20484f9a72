import DealtrailModel
import DealtrailSales

/// What ticks and people record of alerts.
extension EventSamples {
    private static let due = Timestamp(nanoseconds: 1_772_442_000_000_000_000)
    private static let id = EventID(high: 0x0192_f0c1_2233_7000, low: 0x8000_0000_0000_0001)
    private static let alert = AlertID(rule: "follow-up-tier-a", subject: "account:acme", due: due)
    private static let rung = [
        AlertRecipient(role: "rep", person: "rep:lin"), AlertRecipient(role: "regional-manager"),
    ]

    static let alerts: [any Event] = [
        AlertRaised(
            alert: alert, rule: "follow-up-tier-a", subject: "account:acme", account: "acme", owner: "rep:lin",
            form: .deadline, due: due, missedFrom: due, policyVersion: "2026.1", startedBy: id,
            startedByKind: "visit.completed", tells: rung, explanation: "missed",
            context: AlertContext(
                orders: [.init(event: id, placedAt: due, amount: .cny("92.50"))],
                complaint: .init(event: id, at: due, topic: "damaged-packaging", product: "P-7"),
                satisfaction: .init(event: id, at: due, score: 40), visit: .init(event: id, at: due),
                opportunities: ["O-204"]),
            suggestion: AlertSuggestion(
                rule: "complaint", text: "bring a sample", reason: "the last complaint", events: [id])),
        AlertEscalated(
            alert: alert, rule: "follow-up-tier-a", subject: "account:acme", account: "acme", owner: "rep:lin", rung: 2,
            from: due, tells: rung),
        AlertResolved(
            alert: alert, rule: "follow-up-tier-a", subject: "account:acme", account: "acme", owner: "rep:lin",
            how: .begunAnew, by: id, byKind: "visit.completed"),
        AlertAcknowledged(
            alert: alert, rule: "follow-up-tier-a", subject: "account:acme", account: "acme", owner: "rep:lin",
            note: "calling today"),
        AlertSuppressed(
            alert: alert, rule: "follow-up-tier-a", subject: "account:acme", account: "acme", owner: "rep:lin",
            until: due, reason: "plant holidays"),
        ClockTicked(at: due, raised: 3, escalated: 1, resolved: 2),
    ]

    static let sparseAlerts: [any Event] = [
        AlertRaised(
            alert: alert, rule: "r", subject: "quote:Q-17", form: .count, due: due, missedFrom: due, policyVersion: "1",
            tells: [], explanation: ""),
        AlertEscalated(alert: alert, rule: "r", subject: "quote:Q-17", rung: 2, from: due, tells: []),
        AlertResolved(alert: alert, rule: "r", subject: "quote:Q-17", how: .rules),
        AlertAcknowledged(alert: alert, rule: "r", subject: "quote:Q-17"),
        AlertSuppressed(alert: alert, rule: "r", subject: "quote:Q-17", until: due, reason: "r"),
        ClockTicked(at: due, raised: 0, escalated: 0, resolved: 1),
    ]
}
