public import DealtrailModel
public import DealtrailSales

/// An override of which two policies say otherwise who was right (`docs/features.md` rows 101 and 176).
public struct OverrideImpact: Codable, Hashable, Sendable {
    /// What it was about.
    public let matter: Override.Matter
    /// The lead or account.
    public let entity: StreamName
    /// Who decided.
    public let person: ActorID
    /// The settings that make the difference, each by itself; where none does alone, all that differ.
    public let rule: String
    /// Who was right under the policy that is in force.
    public let before: Override.Verdict
    /// Who was right under the candidate.
    public let after: Override.Verdict
    /// Why, under the candidate.
    public let why: RuleExplanation
    /// The override.
    public let event: EventReference

    /// A setting that says who was right.
    private struct Setting: Sendable {
        let name: String
        let differs: @Sendable (SalesPolicy, SalesPolicy) -> Bool
        /// Puts that of the second policy into the first.
        let take: @Sendable (inout SalesPolicy, SalesPolicy) -> Void

        init<Value: Equatable & SendableMetatype>(
            _ name: String, _ part: any WritableKeyPath<SalesPolicy, Value> & Sendable
        ) {
            self.name = name
            differs = { $0[keyPath: part] != $1[keyPath: part] }
            take = { $0[keyPath: part] = $1[keyPath: part] }
        }
    }

    private static let settings = [
        Setting("overrides.judged-after-days", \.overriding.judgedAfterDays),
        Setting("overrides.lead-success", \.overriding.leadSuccess),
        Setting("tiering", \.tiering),
        Setting("bands.lead-grade", \.book.bands),
    ]

    /// Whether two policies may say otherwise who was right.
    public static func mayDiffer(_ inForce: SalesPolicy, _ candidate: SalesPolicy) -> Bool {
        settings.contains { $0.differs(inForce, candidate) }
    }

    /// The overrides that differ, in the order in which they happened.
    ///
    /// - Parameters:
    ///   - inForce: The policy that is in force.
    ///   - candidate: The other one.
    ///   - judge: The overrides under a policy: the same ones in the same order under each.
    public static func compare(
        _ inForce: SalesPolicy, _ candidate: SalesPolicy, _ judge: (SalesPolicy) -> [Override]
    ) -> [OverrideImpact] {
        let different = settings.filter { $0.differs(inForce, candidate) }
        let (before, after) = (judge(inForce), judge(candidate))
        guard zip(before, after).contains(where: { $0.verdict != $1.verdict }) else { return [] }
        let alone = different.map { setting in
            var policy = inForce
            setting.take(&policy, candidate)
            return (name: setting.name, overrides: judge(policy))
        }
        return zip(before, after).enumerated().compactMap { index, sides in
            let (old, new) = sides
            guard old.verdict != new.verdict else { return nil }
            let causes = alone.filter { $0.overrides[index].verdict != old.verdict }.map(\.name)
            return OverrideImpact(
                matter: old.matter, entity: old.entity, person: old.person,
                rule: (causes.isEmpty ? different.map(\.name) : causes).joined(separator: ", "), before: old.verdict,
                after: new.verdict, why: new.why, event: old.event)
        }
    }
}
