public import DealtrailModel

/// Counts actions, event by event.
public struct ActionTally: Sendable {
    private struct Count {
        var undated = 0
        var hours = [Int](repeating: 0, count: 7 * 24)
    }

    private let definition: ActionDefinition
    private var roles: [String?: Count] = [:]
    private var automatic = 0

    /// Nothing yet.
    public init(_ definition: ActionDefinition) { self.definition = definition }

    /// Takes in an event.
    ///
    /// - Throws: `EventError` when it does not read.
    public mutating func add(_ event: borrowing EventView) throws {
        switch try ActionCase(event, definition) {
        case .none: break
        case .automatic: automatic += 1
        case .undated(let role): roles[role, default: Count()].undated += 1
        case .done(let hour):
            roles[hour.role, default: Count()].hours[(hour.weekday - 1) * 24 + hour.hour] += 1
        }
    }

    /// What was counted.
    public func report(_ stamp: AnswerStamp) -> ActionReport {
        var total = Count()
        for count in roles.values {
            total.undated += count.undated
            for index in total.hours.indices { total.hours[index] += count.hours[index] }
        }
        let names = roles.keys.compactMap(\.self).sorted().map(Optional.some) + (roles[nil] == nil ? [] : [nil])
        return ActionReport(
            stamp: stamp, definition: definition, total: Self.grid(nil, total),
            roles: names.map { Self.grid($0, roles[$0] ?? Count()) }, automatic: automatic)
    }

    private static func grid(_ role: String?, _ count: Count) -> ActionReport.Grid {
        ActionReport.Grid(
            role: role, actions: count.hours.reduce(0, +), undated: count.undated,
            hours: (0..<7).map { Array(count.hours[$0 * 24..<($0 + 1) * 24]) })
    }
}
