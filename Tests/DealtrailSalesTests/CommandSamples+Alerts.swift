import DealtrailModel
import DealtrailSales

/// Commands about alerts.
extension CommandSamples {
    private static let due = Timestamp(nanoseconds: 1_772_442_000_000_000_000)
    private static let alert = AlertID(rule: "follow-up-tier-a", subject: "account:acme", due: due)

    static let alerts: [any Command] = [
        Alerts.acknowledge(alert, note: "calling today"),
        Alerts.suppress(alert, until: due, reason: "plant holidays"),
    ]

    static let sparseAlerts: [any Command] = [
        Alerts.acknowledge(alert), Alerts.suppress(alert, until: due, reason: "r"),
    ]
}
