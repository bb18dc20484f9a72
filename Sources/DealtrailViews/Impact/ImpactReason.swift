import DealtrailModel
import DealtrailSales

/// A rule by which two policies see a customer differently, and the event that it looked at.
public struct ImpactReason: Codable, Hashable, Sendable {
    /// The rule, by its key in the policy: `health.` and a factor such as `health.tier` or `health.calls`,
    /// `health.healthy-from`, `health.intervention-below` or `tiering`.
    public let rule: String
    /// What it says under the policy in force: what the factor contributes, `not counted` where that policy leaves it out,
    /// where the line of the band lies, the tier.
    public let before: String
    /// The same under the candidate.
    public let after: String
    /// The last event that it looked at; `nil` where nothing of the kind ever happened.
    public let event: EventMark?
    /// What a behaviour of the customer came to, under the candidate where it counts it: `5 visits in 90 days`; `nil` for
    /// other rules and where nothing of the kind ever happened.
    public let measured: String?

    /// Why health differs: each factor that counts otherwise, and each line of a band that makes a difference.
    static func health(
        _ before: HealthScore, _ after: HealthScore, _ inForce: HealthRules, _ candidate: HealthRules
    ) -> [ImpactReason] {
        var reasons = HealthSignal.allCases.compactMap { name -> ImpactReason? in
            // The policies may count other factors.
            let (old, new) = (before[name], after[name])
            // Contributions are rounded: a weight or a value may move the score and leave them as they are.
            guard old?.contribution != new?.contribution || old?.value != new?.value || old?.weight != new?.weight
            else { return nil }
            func share(_ factor: HealthFactor?) -> String { factor?.contribution.description ?? "not counted" }
            return ImpactReason(
                rule: "health.\(name.rawValue)", before: share(old), after: share(new),
                event: new?.movedBy ?? old?.movedBy,
                measured: HealthSignal.behaviours.contains(name) ? (new ?? old)?.detail : nil)
        }
        let moved = (before.factors + after.factors).compactMap(\.movedBy).max { $0.position < $1.position }
        func line(_ name: String, _ band: HealthScore.Band, _ old: ScaledDecimal, _ new: ScaledDecimal) {
            guard old != new, (before.band == band) != (after.band == band) else { return }
            reasons.append(
                ImpactReason(
                    rule: "health.\(name)", before: old.description, after: new.description, event: moved, measured: nil
                ))
        }
        line("healthy-from", .healthy, inForce.healthyFrom, candidate.healthyFrom)
        line("intervention-below", .intervene, inForce.interventionBelow, candidate.interventionBelow)
        return reasons
    }

    /// Why the tier differs, with the last order that either policy counts.
    static func tiering(
        _ before: TierName, _ after: TierName, _ state: CustomerHealth.State, at time: Timestamp,
        _ inForce: TieringRules, _ candidate: TieringRules
    ) -> ImpactReason? {
        guard before != after else { return nil }
        let days = max(inForce.trailingDays, candidate.trailingDays)
        let start = Int128(time.nanoseconds) - Int128(days) * Int128(Distribution.day)
        let last = state.orders.last { Int128($0.placedAt.nanoseconds) > start && $0.placedAt <= time }
        return ImpactReason(
            rule: "tiering", before: before.rawValue, after: after.rawValue,
            event: last.map { EventMark(position: $0.position, id: $0.id, occurredAt: $0.placedAt) }, measured: nil)
    }
}
