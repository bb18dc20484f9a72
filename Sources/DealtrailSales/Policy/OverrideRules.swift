import DealtrailModel

/// Where a person may decide otherwise than a rule of the policy says, and when it is known who was right
/// (`docs/features.md` rows 82, 92, 94, 95 and 100).
///
/// An override that is allowed is an event with its reason, and is scored: `dealtrail overrides`.
public struct OverrideRules: Codable, Hashable, Sendable {
    /// Whether a person may.
    public enum Permission: String, Codable, Hashable, Sendable, CaseIterable {
        /// With a reason, which stands in the event.
        case withReason = "with-reason"
        /// Not at all: what the rule says holds.
        case refused
    }

    /// What makes a lead a success.
    public enum LeadSuccess: String, Codable, Hashable, Sendable, CaseIterable {
        /// It became a customer.
        case converted
        /// The opportunity that it became was won.
        case won
    }

    /// Grading a lead otherwise than its score says.
    public var leadGrade: Permission
    /// Putting an account in another tier than its purchases lead to.
    public var accountTier: Permission
    /// Giving a lead to another representative than the one whom a routing rule chose.
    public var leadRouting: Permission
    /// After how many days, of 24 hours each, it is known who was right; from 1.
    ///
    /// What happens at that very instant counts.
    public var judgedAfterDays: Int
    /// What makes a lead a success.
    public var leadSuccess: LeadSuccess

    /// Creates rules.
    public init(
        leadGrade: Permission = .withReason, accountTier: Permission = .withReason,
        leadRouting: Permission = .withReason, judgedAfterDays: Int = 90, leadSuccess: LeadSuccess = .converted
    ) {
        self.leadGrade = leadGrade
        self.accountTier = accountTier
        self.leadRouting = leadRouting
        self.judgedAfterDays = judgedAfterDays
        self.leadSuccess = leadSuccess
    }

    /// Every override with a reason; judged after 90 days, a lead by whether it became a customer.
    public static let standard = OverrideRules()

    package enum CodingKeys: Int, CodingKey {
        case leadGrade = 1
        case accountTier = 2
        case leadRouting = 3
        case judgedAfterDays = 4
        case leadSuccess = 5
    }
}

extension SalesPolicy {
    /// Where a person may decide otherwise; as in the standard policy where a policy does not say.
    public var overriding: OverrideRules {
        get { overrides ?? .standard }
        set { overrides = newValue }
    }

    /// Checks that a person may decide otherwise than a rule said.
    ///
    /// - Parameters:
    ///   - permission: What the policy says.
    ///   - matter: Which override it is, as the policy calls it.
    ///   - subject: What it is about.
    ///   - said: What the rule says.
    ///   - wanted: What the person says.
    ///   - event: The event in which the rule said so; `nil` when it says so now.
    /// - Throws: ``Refusal`` (`override.` and the matter).
    func requireOverride(
        _ permission: OverrideRules.Permission, _ matter: String, of subject: some Name, rule said: some Name,
        person wanted: some Name, event: EventID?
    ) throws(Refusal) {
        guard permission == .refused, said.rawValue != wanted.rawValue else { return }
        throw refusal(
            "override.\(matter)", "the rule says \(said) for \(subject); nobody decides otherwise by hand",
            [
                "subject": subject, "rule": said, "person": wanted, "setting": "overrides.\(matter)",
                "event": event?.description ?? "none",
            ])
    }
}
