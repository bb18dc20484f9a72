/// Reads a template: text with `{name}`, `{name?}` and `{name|filter|filter}`; `{{` and `}}` stand for single braces.
struct TemplateParser {
    private let scalars: [Unicode.Scalar]
    private let scope: MappingScope
    private let mayBeEmpty: Bool
    private var index = 0

    init(text: String, scope: MappingScope, mayBeEmpty: Bool) {
        scalars = Array(text.unicodeScalars)
        self.scope = scope
        self.mayBeEmpty = mayBeEmpty
    }

    mutating func parse(report: (_ reason: String, _ allowed: [String], _ offset: Int) -> Void) -> Template? {
        var pieces: [Template.Piece] = []
        var literal = ""
        var isSound = true
        while index < scalars.count {
            let scalar = scalars[index]
            let doubled = index + 1 < scalars.count && scalars[index + 1] == scalar
            switch scalar {
            case "{" where doubled, "}" where doubled:
                literal.unicodeScalars.append(scalar)
                index += 2
            case "{":
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                if let piece = reference(report: report) { pieces.append(piece) } else { isSound = false }
            case "}":
                report("a closing brace without an opening one; write }} for a brace", [], index)
                isSound = false
                index += 1
            default:
                literal.unicodeScalars.append(scalar)
                index += 1
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return isSound ? Template(pieces: pieces) : nil
    }

    private mutating func reference(
        report: (_ reason: String, _ allowed: [String], _ offset: Int) -> Void
    ) -> Template.Piece? {
        let start = index
        guard let end = scalars[start...].firstIndex(of: "}") else {
            report("an opening brace without a closing one; write {{ for a brace", [], start)
            index = scalars.count
            return nil
        }
        index = end + 1
        var content = String(String.UnicodeScalarView(scalars[(start + 1)..<end]))
        let isOptional = content.hasSuffix("?")
        if isOptional { content.removeLast() }
        let parts = content.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let name = parts.first ?? ""
        guard let reference = scope.reference(name) else {
            report("there is no column or value \"\(name)\"", scope.names, start)
            return nil
        }
        guard mayBeEmpty || !isOptional else {
            report("this may not come to nothing; write {\(content)}", [], start)
            return nil
        }
        var filters: [TemplateFilter] = []
        for part in parts.dropFirst() {
            guard let filter = TemplateFilter(rawValue: part) else {
                report("there is no filter \"\(part)\"", TemplateFilter.allCases.map(\.rawValue), start)
                return nil
            }
            filters.append(filter)
        }
        return .reference(reference, filters: filters, isOptional: isOptional)
    }
}
