/// A named value of a row, made of columns: through aliases, or looked up in another file.
struct ValueDefinition: Hashable, Sendable {
    /// Where the text comes from.
    enum Source: Hashable, Sendable {
        case template(Template)
        /// The value of a column in the row of a table that has this key.
        case lookup(table: Int, by: Template, column: Int, missing: Missing)
    }

    /// What happens to a row whose value is not in a list.
    enum Missing: String, Hashable, Sendable {
        case reject
        case notRecorded = "not-recorded"
        case keep
    }

    let name: String
    let source: Source
    /// Other spellings, and what they mean.
    let aliases: [String: String]
    /// What to do with a text that is no alias.
    let unlisted: Missing
    /// Texts that mean that nobody recorded it.
    let notRecorded: Set<String>

    /// The value in a row; `nil` when it is not recorded.
    func text(in row: inout RowScope) throws(RowProblem) -> String? {
        let found: String?
        switch source {
        case .template(let template): found = try template.text(in: &row)
        case .lookup(let table, let by, let column, let missing):
            found = try lookUp(table: table, by: by, column: column, missing: missing, in: &row)
        }
        guard let found, !notRecorded.contains(found) else { return nil }
        if let alias = aliases[found] { return notRecorded.contains(alias) ? nil : alias }
        switch unlisted {
        case .keep: return found
        case .notRecorded: return nil
        case .reject:
            let known = aliases.keys.sorted().joined(separator: ", ")
            throw RowProblem(column: column(in: row), "\"\(found)\" is not a known \(name); known: \(known)")
        }
    }

    private func lookUp(
        table: Int, by: Template, column: Int, missing: Missing, in row: inout RowScope
    ) throws(RowProblem) -> String? {
        guard let key = try by.text(in: &row) else { return nil }
        guard let fields = row.tables[table].rows[key] else {
            guard missing == .reject else { return nil }
            throw RowProblem(column: self.column(in: row), "\"\(key)\" is not in \(row.tables[table].name)")
        }
        return fields[column]
    }

    private func column(in row: RowScope) -> Int? {
        switch source {
        case .template(let template), .lookup(_, let template, _, _):
            template.references.first.flatMap { row.column(of: $0) }
        }
    }
}
