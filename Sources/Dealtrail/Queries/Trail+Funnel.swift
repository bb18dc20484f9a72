public import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension Trail {
    /// The funnel under a definition (`docs/features.md` rows 38 and 41).
    ///
    /// - Parameters:
    ///   - definition: What is counted and how; it is printed with the result.
    ///   - point: At which point, on either time axis.
    ///   - dimension: By what the result is cut.
    /// - Throws: `LogError`, `EngineError`; `ReportError` (`unknownCalendar`).
    /// - Complexity: O(opportunities) from the live view; O(events) for another point than now.
    public func funnel(
        _ definition: FunnelDefinition = .standard, asOf point: AsOf = .head, by dimension: FunnelDimension? = nil
    ) async throws -> FunnelReport {
        try await funnelCases(definition, asOf: point).report(by: dimension)
    }

    /// The opportunities of a funnel, to be counted and opened down.
    ///
    /// - Parameters:
    ///   - definition: What is counted and how.
    ///   - point: At which point, on either time axis.
    ///   - classes: At which point customers and representatives are classed, and the calendar of the policy is taken; by
    ///     default that of the report.
    /// - Throws: `LogError`, `EngineError`; `ReportError` (`unknownCalendar`).
    public func funnelCases(
        _ definition: FunnelDefinition = .standard, asOf point: AsOf = .head, classedAsOf classes: AsOf? = nil
    ) async throws -> FunnelCases {
        let funnel = try await states(Funnel.self, asOf: point)
        let prices = try await states(QuoteAuditTrail.self, asOf: point)
        let classedAt = classes ?? point
        let ruledAt = classes == nil ? funnel.stamp : try stamp(asOf: classedAt)
        return FunnelCases(
            funnel.states.lazy.map(\.state), definition: definition, stamp: funnel.stamp,
            classes: try await salesClasses(asOf: classedAt), calendar: try workCalendar(of: definition, ruledAt),
            listPrices: ListPrices(prices.states))
    }

    /// What customers and representatives are classed as at a point.
    ///
    /// - Throws: `LogError`, `EngineError`.
    public func salesClasses(asOf point: AsOf = .head) async throws -> SalesClasses {
        let directory = try await states(SalesDirectory.self, asOf: point)
        return SalesClasses(directory.states, merged: try mergedAccounts(point, upTo: directory.stamp.position))
    }

    /// The opportunities behind numbers with the events behind each, as of the point that the funnel is of.
    ///
    /// - Parameters:
    ///   - items: What `FunnelCases.items(in:of:value:)` gave.
    ///   - cases: The funnel.
    ///   - point: The point that it was asked for.
    /// - Throws: `LogError`, `EventError` for a damaged event.
    /// - Complexity: O(events of the opportunities).
    public func explain(
        _ items: [FunnelItem], of cases: FunnelCases, asOf point: AsOf = .head
    ) throws -> [ExplainedItem] {
        let end = cases.stamp.position.map { $0 + 1 } ?? 0
        return try cases.explain(items) { opportunity in
            let events = try log.events(.stream(.opportunity(opportunity)), in: 0..<end)
            return try OpportunityHistory(events.filter { $0.happened(by: point.effective) })
        }
    }

    private func workCalendar(of definition: FunnelDefinition, _ stamp: AnswerStamp) throws -> RuleCalendar? {
        guard let name = definition.workCalendar else { return nil }
        let policy = try policy(of: stamp)
        guard let calendar = policy.book.calendars.first(where: { $0.name == name }) else {
            let known = policy.book.calendars.map(\.name.rawValue).joined(separator: ", ")
            throw ReportError(
                .unknownCalendar,
                "the policy \(policy.version) has no calendar \"\(name)\"; it has \(known.isEmpty ? "none" : known)")
        }
        return calendar
    }
}
