public import DealtrailEngine
import DealtrailLog
import DealtrailModel
public import DealtrailViews

extension Trail {
    /// When in the week people act, by role (`docs/features.md` row 46).
    ///
    /// - Parameters:
    ///   - definition: What counts as an action, and by which clock.
    ///   - point: At which point, on either time axis.
    ///   - dimension: By what the result is cut, as ``ActionCut`` says; what customers, opportunities and representatives are
    ///     classed as is that of the point.
    /// - Throws: `LogError`, `EngineError`; `EventError` for a damaged event.
    /// - Complexity: O(events of the kinds); O(events) for every kind.
    public func actions(
        _ definition: ActionDefinition = .standard, asOf point: AsOf = .head, by dimension: FunnelDimension? = nil
    ) async throws -> ActionReport {
        let stamp = try stamp(asOf: point)
        var tally = ActionTally(definition, by: try await cut(by: dimension, asOf: point))
        var undated = 0
        try scanActions(definition, stamp) { event in
            guard try counts(event, point, &undated) else { return }
            try tally.add(event)
        }
        return tally.report(stamp.leavingOut(undated: undated))
    }

    /// The actions behind a number, in the order of the log: as many as it says, each with its event.
    ///
    /// - Parameters:
    ///   - selector: The number.
    ///   - definition: What counts as an action, and by which clock.
    ///   - dimension: By what the report is cut, when the number is one of a slice.
    ///   - value: The name of the slice, of a customer that of any of his accounts; `nil` for the one whose value is not
    ///     recorded.
    ///   - point: At which point, on either time axis.
    /// - Throws: `LogError`, `EngineError`; `EventError` for a damaged event.
    /// - Complexity: as of ``actions(_:asOf:by:)``.
    public func actions(
        in selector: ActionSelector, _ definition: ActionDefinition = .standard, of dimension: FunnelDimension? = nil,
        value: String? = nil, asOf point: AsOf = .head
    ) async throws -> (stamp: AnswerStamp, items: [ExplainedItem]) {
        let stamp = try stamp(asOf: point)
        let cut = try await cut(by: dimension, asOf: point)
        var items: [ExplainedItem] = []
        var undated = 0
        try scanActions(definition, stamp) { event in
            guard try counts(event, point, &undated), selector.counts(try ActionCase(event, definition)) else { return }
            if let cut, try !cut.holds(event, value: value, definition) { return }
            let reference = EventReference(try event.recorded())
            items.append(ExplainedItem(entity: reference.stream, events: [reference]))
        }
        return (stamp.leavingOut(undated: undated), items)
    }

    /// The cut, with no more of the views than its dimension asks for.
    private func cut(by dimension: FunnelDimension?, asOf point: AsOf) async throws -> ActionCut? {
        guard let dimension else { return nil }
        let isOfTheEventAlone = dimension == .rep || dimension == .week || dimension == .month
        let isOfItsAuthor = dimension == .team
        return ActionCut(
            by: dimension,
            classes: isOfTheEventAlone ? SalesClasses() : try await salesClasses(asOf: point),
            opportunities: isOfTheEventAlone || isOfItsAuthor
                ? [] : try await states(Funnel.self, asOf: point).states.map(\.state))
    }

    private func scanActions(
        _ definition: ActionDefinition, _ stamp: AnswerStamp, _ body: (borrowing EventView) throws -> Void
    ) throws {
        let query =
            definition.kinds.isEmpty ? Query.all : Query(items: [Query.Item(kinds: Set(definition.kinds))])
        try log.scan(
            EventFilter(query: query), in: 0..<(stamp.position.map { $0 + 1 } ?? 0), direction: .forward
        ) { event in
            try body(event)
            return true
        }
    }

    private func counts(
        _ event: borrowing EventView, _ point: AsOf, _ undated: inout Int
    ) throws -> Bool {
        guard let effective = point.effective else { return true }
        guard let time = event.occurredAt else {
            undated += 1
            return false
        }
        return time <= effective
    }
}
