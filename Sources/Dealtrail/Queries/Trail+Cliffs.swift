public import DealtrailEngine
import DealtrailLog
import DealtrailModel
public import DealtrailViews

extension Trail {
    /// Where conversion fell off a cliff, and what changed about then (`docs/features.md` rows 42 and 43).
    ///
    /// - Parameters:
    ///   - definition: What counts as a cliff.
    ///   - point: At which point, on either time axis.
    /// - Throws: `ReportError` (`outOfRange`); `LogError`, `EngineError`.
    public func cliffs(
        _ definition: CliffDefinition = .standard, asOf point: AsOf = .head
    ) async throws -> CliffReport {
        let found = try await cliffCases(definition, asOf: point)
        return found.cliffs.report(try changes(asOf: point, upTo: found.funnel.stamp))
    }

    /// The transitions with their opportunities, to be opened down.
    ///
    /// - Throws: as ``cliffs(_:asOf:)``.
    public func cliffCases(
        _ definition: CliffDefinition = .standard, asOf point: AsOf = .head
    ) async throws -> (cliffs: CliffCases, funnel: FunnelCases) {
        let counted = FunnelDefinition(
            name: "cliffs", version: 1, pipeline: definition.pipeline, offsetMinutes: definition.offsetMinutes)
        let funnel = try await funnelCases(counted, asOf: point)
        return (try CliffCases(funnel, definition), funnel)
    }

    /// The changes of rules, prices and material.
    private func changes(asOf point: AsOf, upTo stamp: AnswerStamp) throws -> [ChangeMarker] {
        let query = Query(items: [Query.Item(kinds: ChangeMarker.kinds)])
        let events = try log.events(EventFilter(query: query), in: 0..<(stamp.position.map { $0 + 1 } ?? 0))
        return try ChangeMarker.markers(in: events.filter { $0.happened(by: point.effective) })
    }
}
