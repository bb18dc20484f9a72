internal import DealtrailModel

/// A time made of a template: which text, in which format, in which zone.
struct TimeSpec: Hashable, Sendable {
    let template: Template
    let format: TimeFormat
    let zone: MappingZone

    /// The time in a row; `nil` when it is not recorded.
    func time(in row: inout RowScope) throws(RowProblem) -> ZonedTime? {
        guard let text = try template.text(in: &row) else { return nil }
        guard let time = format.time(text, in: zone) else {
            throw RowProblem(
                column: template.references.first.flatMap { row.column(of: $0) },
                "\"\(text)\" is not a time; expected: \(format.example)")
        }
        return time
    }

    /// The day in a row; `nil` when it is not recorded.
    func day(in row: inout RowScope) throws(RowProblem) -> CivilDate? {
        guard let text = try template.text(in: &row) else { return nil }
        guard let day = format.day(text, in: zone) else {
            throw RowProblem(
                column: template.references.first.flatMap { row.column(of: $0) },
                "\"\(text)\" is not a date; expected: \(format.example)")
        }
        return day
    }
}
