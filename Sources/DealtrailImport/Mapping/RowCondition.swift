/// "This name has one of these values in the row"; the empty text stands for "not recorded".
struct RowCondition: Hashable, Sendable {
    let reference: Template.Reference
    let values: Set<String>

    func holds(in row: inout RowScope) throws(RowProblem) -> Bool {
        values.contains(try row.value(reference) ?? "")
    }
}
