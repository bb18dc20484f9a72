internal import Yams

/// The names that a template may use at one place of a mapping.
struct MappingScope {
    let columns: [String]
    /// The values that are defined so far; a value may use those before it.
    var values: [String] = []

    /// Finds a name: the values first, then the columns.
    func reference(_ name: String) -> Template.Reference? {
        if let index = values.firstIndex(of: name) { return Template.Reference(origin: .value(index), name: name) }
        return columns.firstIndex(of: name).map { Template.Reference(origin: .column($0), name: name) }
    }

    /// Every name, for messages.
    var names: [String] { values + columns.filter { !values.contains($0) } }

    /// Reads a template.
    ///
    /// - Parameter mayBeEmpty: Whether `{name?}` is allowed.
    func template(
        _ node: Node, _ what: String, mayBeEmpty: Bool = false, _ diagnostics: MappingDiagnostics
    ) -> Template? {
        guard let text = node.text(what, diagnostics) else { return nil }
        var parser = TemplateParser(text: text, scope: self, mayBeEmpty: mayBeEmpty)
        let template = parser.parse { reason, allowed, offset in
            diagnostics.report(node, "\(what): \(reason)", allowed: allowed, offset: offset)
        }
        return template
    }
}
