public import DealtrailModel

/// Counts actions, event by event.
public struct ActionTally: Sendable {
    private struct Count {
        var undated = 0
        var hours = [Int](repeating: 0, count: 7 * 24)
    }

    private let definition: ActionDefinition
    private let cut: ActionCut?
    private var roles: [String?: Count] = [:]
    private var slices: [String?: [String?: Count]] = [:]
    private var automatic = 0

    /// Nothing yet.
    ///
    /// - Parameters:
    ///   - definition: What counts as an action, and by which clock.
    ///   - cut: By what it is cut; `nil` for not.
    public init(_ definition: ActionDefinition, by cut: ActionCut? = nil) {
        self.definition = definition
        self.cut = cut
    }

    /// Takes in an event.
    ///
    /// - Throws: `EventError` when it does not read.
    public mutating func add(_ event: borrowing EventView) throws {
        let action = try ActionCase(event, definition)
        switch action {
        case .none: return
        case .automatic:
            automatic += 1
            return
        case .undated, .done: break
        }
        Self.add(action, to: &roles)
        guard let cut else { return }
        let names = try cut.slices(of: event, definition).map(Optional.some)
        for name in names.isEmpty ? [nil] : names { Self.add(action, to: &slices[name, default: [:]]) }
    }

    private static func add(_ action: ActionCase, to roles: inout [String?: Count]) {
        switch action {
        case .none, .automatic: break
        case .undated(let role): roles[role, default: Count()].undated += 1
        case .done(let hour): roles[hour.role, default: Count()].hours[(hour.weekday - 1) * 24 + hour.hour] += 1
        }
    }

    /// What was counted.
    public func report(_ stamp: AnswerStamp) -> ActionReport {
        ActionReport(
            stamp: stamp, definition: definition, total: Self.total(roles), roles: Self.grids(roles),
            automatic: automatic,
            by: cut?.dimension,
            slices: Self.ordered(slices).map { name, roles in
                ActionReport.Slice(slice: name, total: Self.total(roles), roles: Self.grids(roles))
            })
    }

    private static func total(_ roles: [String?: Count]) -> ActionReport.Grid {
        var total = Count()
        for count in roles.values {
            total.undated += count.undated
            for index in total.hours.indices { total.hours[index] += count.hours[index] }
        }
        return grid(nil, total)
    }

    private static func grids(_ roles: [String?: Count]) -> [ActionReport.Grid] { ordered(roles).map(grid) }

    /// By name; what has none comes last.
    private static func ordered<Value>(_ named: [String?: Value]) -> [(name: String?, value: Value)] {
        named.sorted { left, right in
            switch (left.key, right.key) {
            case (let left?, let right?): left < right
            case (let left, _): left != nil
            }
        }.map { ($0.key, $0.value) }
    }

    private static func grid(_ role: String?, _ count: Count) -> ActionReport.Grid {
        ActionReport.Grid(
            role: role, actions: count.hours.reduce(0, +), undated: count.undated,
            hours: (0..<7).map { Array(count.hours[$0 * 24..<($0 + 1) * 24]) })
    }
}
