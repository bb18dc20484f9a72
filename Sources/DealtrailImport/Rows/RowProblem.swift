/// Why a row cannot become events.
struct RowProblem: Error, Hashable, Sendable {
    /// The column concerned, from 1; `nil` when it is not one alone.
    let column: Int?
    /// What is wrong and what would be right.
    let reason: String

    init(column: Int? = nil, _ reason: String) {
        self.column = column
        self.reason = reason
    }
}
