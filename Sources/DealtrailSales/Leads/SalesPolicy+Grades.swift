public import DealtrailModel

extension SalesPolicy {
    /// The rule that grades leads (`docs/features.md` row 92).
    public static let leadGrade: RuleName = "lead-grade"

    /// The grade that a score leads to; `nil` in no band, and when the policy grades no leads.
    public func leadGrade(of score: ScaledDecimal) -> GradeName? {
        book.band(Self.leadGrade)?.band(of: score, version: version).value.map { GradeName($0) }
    }

    /// The grade that a score leads to; none without a score, and when the policy grades no leads.
    ///
    /// - Throws: ``Refusal`` (`lead.no-band`) for a score in no band.
    func grade(of score: ScaledDecimal?, _ lead: LeadID) throws(Refusal) -> GradeName? {
        guard let score, let rule = book.band(Self.leadGrade) else { return nil }
        let band = rule.band(of: score, version: version)
        guard let name = band.value else {
            throw refusal("lead.no-band", band.why.conclusion, ["lead": lead, "score": score])
        }
        return GradeName(name)
    }

    /// Checks that the policy has a grade.
    ///
    /// - Throws: ``Refusal`` (`lead.unknown-grade`).
    func requireGrade(_ grade: GradeName) throws(Refusal) {
        let known = book.band(Self.leadGrade)?.bands.map(\.name) ?? []
        guard known.contains(grade.rawValue) else {
            throw refusal(
                "lead.unknown-grade", "the policy has no grade \(grade)",
                ["grade": grade, "known": known.joined(separator: ", ")])
        }
    }
}
