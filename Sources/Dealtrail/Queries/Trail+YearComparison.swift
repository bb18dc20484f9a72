public import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension Trail {
    /// The funnel of a period beside that of the same period a year before (`docs/features.md` row 40).
    ///
    /// - Parameters:
    ///   - definition: What is counted and how; with a cohort and both ends of its period.
    ///   - definitions: Whether the earlier funnel has the definitions of then or of now: the stages of the path, what
    ///     customers and representatives are classed as, which accounts are one customer, and the calendar.
    ///   - year: What one year before is; by default a calendar year.
    ///   - dimension: By what both are cut.
    ///   - point: At which point, on either time axis.
    /// - Throws: `ReportError` (`noPeriod`, `unknownCalendar`); `LogError`, `EngineError`.
    public func yearComparison(
        _ definition: FunnelDefinition, definitions: YearComparison.Definitions, year: YearBefore = YearBefore(),
        by dimension: FunnelDimension? = nil, asOf point: AsOf = .head
    ) async throws -> YearComparison {
        let (current, earlier) = try await yearCases(definition, definitions: definitions, year: year, asOf: point)
        return YearComparison(
            current.cases.report(by: dimension), current.rules, to: earlier.cases.report(by: dimension), earlier.rules,
            definitions: definitions)
    }

    /// The opportunities of both funnels, to be opened down; the point is what the earlier one is asked as of.
    ///
    /// - Parameters: as of ``yearComparison(_:definitions:year:by:asOf:)``.
    /// - Throws: as that.
    public func yearCases(
        _ definition: FunnelDefinition, definitions: YearComparison.Definitions, year: YearBefore = YearBefore(),
        asOf point: AsOf = .head
    ) async throws -> (
        current: (cases: FunnelCases, rules: YearComparison.Rules, point: AsOf),
        earlier: (cases: FunnelCases, rules: YearComparison.Rules, point: AsOf)
    ) {
        guard definition.cohort != .all, let from = definition.from, let until = definition.until, from < until else {
            throw ReportError(
                .noPeriod,
                "a comparison needs a cohort (created, entered or closed) and a period that begins and ends")
        }
        // One end of the log for both, whatever is appended meanwhile.
        let stamp = try stamp(asOf: point)
        var pinned = point
        if point.known == nil, let position = stamp.position { pinned.known = .position(position) }
        let then = AsOf(known: pinned.known, effective: year.instant(stamp.time))
        let isThen = definitions == .then
        let path = try stagePath(of: definition.pipeline, at: point.effective, upTo: stamp.position)
        let pathThen = isThen ? try stagePath(of: definition.pipeline, at: then.effective, upTo: stamp.position) : path
        var now = definition
        if now.stages.isEmpty, let path { now.stages = path.stages.map(\.name) }
        var before = definition
        if before.stages.isEmpty, let pathThen { before.stages = pathThen.stages.map(\.name) }
        (before.from, before.until) = (year.instant(from), year.instant(until))
        let current = try await funnelCases(now, asOf: point)
        let earlier = try await funnelCases(before, asOf: then, classedAsOf: isThen ? then : point)
        let ruledAt = isThen ? year.instant(stamp.time) : stamp.time
        return (
            (
                current,
                .init(
                    time: stamp.time, policy: try policy(of: stamp).version, pipelineVersion: path?.version),
                point
            ),
            (
                earlier,
                .init(
                    time: ruledAt, policy: try policy(at: ruledAt, knownThrough: stamp.position).version,
                    pipelineVersion: pathThen?.version),
                then
            )
        )
    }

    /// The stage path that was defined last by an instant; `nil` when none was, or when several are meant.
    private func stagePath(
        of pipeline: PipelineName?, at instant: Timestamp?, upTo position: UInt64?
    ) throws -> PipelineDefined? {
        let query = Query(items: [
            Query.Item(kinds: [PipelineDefined.kind], tags: pipeline.map { [.pipeline($0)] } ?? [])
        ])
        let events = try log.events(EventFilter(query: query), in: 0..<(position.map { $0 + 1 } ?? 0))
        let paths = try events.filter { instant == nil || $0.occurredAt.time == nil || $0.happened(by: instant) }
            .sorted { FoldOrder($0) < FoldOrder($1) }.map { try $0.decode(PipelineDefined.self) }
        guard let last = paths.last, paths.allSatisfy({ $0.pipeline == last.pipeline }) else { return nil }
        return last
    }
}
