/// A text with places to fill in: `quote:{case}`, `{model|slug}/{field}`, `{approver?}`.
struct Template: Hashable, Sendable {
    /// A part of a template.
    enum Piece: Hashable, Sendable {
        case literal(String)
        case reference(Reference, filters: [TemplateFilter], isOptional: Bool)
    }

    /// What a name in a template stands for.
    struct Reference: Hashable, Sendable {
        /// Where the value comes from.
        enum Origin: Hashable, Sendable {
            case column(Int)
            case value(Int)
        }

        let origin: Origin
        let name: String
    }

    let pieces: [Piece]

    /// Whether nothing has to be filled in.
    var isConstant: Bool { references.isEmpty }

    /// Whether the template may come to nothing.
    var isOptional: Bool {
        pieces.contains { if case .reference(_, _, let isOptional) = $0 { isOptional } else { false } }
    }

    /// What it refers to, in order.
    var references: [Reference] {
        pieces.compactMap { if case .reference(let reference, _, _) = $0 { reference } else { nil } }
    }

    /// The filled-in text; `nil` when an optional value is not recorded.
    ///
    /// - Throws: ``RowProblem`` when a value that must be there is not recorded.
    func text(in row: inout RowScope) throws(RowProblem) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .reference(let reference, let filters, let isOptional):
                var value = try row.value(reference)
                for filter in filters { value = value.map(filter.apply) }
                guard let value, !value.isEmpty else {
                    if isOptional { return nil }
                    throw RowProblem(
                        column: row.column(of: reference),
                        "\"\(reference.name)\" is not recorded; write {\(reference.name)?} where it may be")
                }
                text += value
            }
        }
        return text
    }

    /// The filled-in text of a template that may not come to nothing; the mapping was checked for that.
    func requiredText(in row: inout RowScope) throws(RowProblem) -> String {
        guard let text = try text(in: &row) else { throw RowProblem("a value that must be there is not recorded") }
        return text
    }
}
