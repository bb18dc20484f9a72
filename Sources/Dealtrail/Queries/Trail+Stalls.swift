public import DealtrailEngine
import DealtrailLog
import DealtrailModel
public import DealtrailSales
public import DealtrailViews

extension Trail {
    /// The open opportunities with the deadlines of their stays, by the policy in force at the time of the answer
    /// (`docs/features.md` rows 37 and 45).
    ///
    /// - Parameters:
    ///   - rule: The deadline of the policy.
    ///   - pipeline: Only opportunities of this stage path; `nil` for all.
    ///   - point: At which point, on either time axis.
    /// - Throws: `ReportError` (`unknownDeadline`, `needsEvidence`); `LogError`, `EngineError`.
    /// - Complexity: O(opportunities + events of open ones).
    public func stallCases(
        _ rule: RuleName = "stage-stall", pipeline: PipelineName? = nil, asOf point: AsOf = .head
    ) async throws -> StallCases {
        let definition = FunnelDefinition(name: "open", version: 1, pipeline: pipeline)
        let cases = try await funnelCases(definition, asOf: point)
        let policy = try policy(of: cases.stamp)
        guard let deadline = policy.book.deadline(rule) else {
            let known = policy.book.deadlines.map(\.name.rawValue).joined(separator: ", ")
            throw ReportError(
                .unknownDeadline, "the policy \(policy.version) has no deadline \"\(rule)\"; it has \(known)")
        }
        let end = cases.stamp.position.map { $0 + 1 } ?? 0
        return try StallCases(cases, rule: deadline, of: policy) { opportunity in
            try log.events(.tag(.opportunity(opportunity)), in: 0..<end)
                .filter { $0.happened(by: point.effective) }
        }
    }
}
