import DealtrailModel
public import DealtrailViews

extension ActionReport: Report {
    /// `actions`.
    public static var reportName: String { "actions" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// Roles by hour, then the week of all together and of each role, hours without an action in any table left out.
    public var document: ReportDocument {
        let from = definition.from.map { Figures.time($0) } ?? "the beginning"
        let facts: [ReportDocument.Fact] = [
            stamp.fact,
            .init("Period", "from \(from) until \(definition.until.map { Figures.time($0) } ?? "the end")"),
            .init(
                "Kinds",
                definition.kinds.isEmpty
                    ? "all but refusals" : definition.kinds.map(\.rawValue).joined(separator: ", ")),
            .init("Clock", clock),
            .init("Actions", Figures.number(total.actions)),
            .init("Without a time", Figures.number(total.undated)),
            .init("By services and automations", "\(Figures.number(automatic)), left out"),
        ]
        let grids = [total] + roles
        return ReportDocument(
            "Actions by hour", facts: facts,
            sections: [.init("Roles by hour", table: byRole)] + bySlice
                + grids.enumerated().map { index, grid in
                    .init(
                        index == 0 ? "The week, all roles" : "The week, \(grid.role ?? Figures.notRecorded)",
                        table: week(grid))
                })
    }

    private var clock: String {
        switch definition.clock {
        case .entered: "the author's: the offset with which the time was stated"
        case .offset(let offset): "that of UTC\(offset)"
        }
    }

    /// The hours from the first with an action to the last.
    private var hours: ClosedRange<Int> {
        let used = (0..<24).filter { hour in total.hours.contains { $0[hour] > 0 } }
        return (used.first ?? 0)...(used.last ?? 23)
    }

    /// Each slice by hour and role.
    private var bySlice: [ReportDocument.Section] {
        guard let by else { return [] }
        let rows = slices.flatMap { slice in
            let roles = slice.roles.map { ($0.role ?? Figures.notRecorded, $0) }
            return (roles + (roles.count > 1 ? [("<all>", slice.total)] : [])).map { role, grid in
                let counts = perHour(grid)
                return row(
                    [slice.slice ?? Figures.notRecorded, role], counts, highest: counts.max() ?? 0,
                    more: [Figures.number(grid.undated)])
            }
        }
        let table = ReportTable(
            [.words(by.title), .words("Role")] + columns + [.numbers("Without a time")], rows)
        return [.init("By \(by.rawValue), role and hour", table: table)]
    }

    private func perHour(_ grid: Grid) -> [Int] { hours.map { hour in grid.hours.reduce(0) { $0 + $1[hour] } } }

    private var byRole: ReportTable {
        let rows = (roles + [total]).map(perHour)
        let names = roles.map { $0.role ?? Figures.notRecorded } + ["<all>"]
        return ReportTable(
            [.words("Role")] + columns,
            zip(names, rows).map { name, counts in row([name], counts, highest: counts.max() ?? 0) })
    }

    private func week(_ grid: Grid) -> ReportTable {
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let highest = grid.hours.joined().max() ?? 0
        return ReportTable(
            [.words("Day")] + columns,
            zip(days, grid.hours).map { day, counts in row([day], Array(counts[hours]), highest: highest) })
    }

    private var columns: [ReportTable.Column] {
        hours.map { .numbers($0 < 10 ? "0\($0)" : "\($0)") } + [.numbers("Total")]
    }

    private func row(_ names: [String], _ counts: [Int], highest: Int, more: [String] = []) -> ReportTable.Row {
        ReportTable.Row(
            names + counts.map { $0 == 0 ? "." : Figures.number($0) } + [Figures.number(counts.reduce(0, +))] + more,
            shades: names.map { _ in nil } + counts.map { Shade(count: $0, of: highest) })
    }
}
