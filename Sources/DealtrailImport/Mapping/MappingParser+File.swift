internal import Yams

/// Files, their values and their conditions.
extension MappingParser {
    func file(named name: String, _ node: Node, isTable: Bool) -> MappedFile? {
        let keys = ["columns", "delimiter", "not-recorded", "values", "emit"] + (isTable ? ["file", "key"] : [])
        let required = ["columns"] + (isTable ? ["file", "key"] : ["emit"])
        let what = isTable ? "a table" : "the source"
        guard let object = MappingObject(node, what, allowed: keys, required: required, diagnostics),
            let columns = object["columns"].map({ self.columns($0) })
        else { return nil }
        var scope = MappingScope(columns: columns)
        var path: String?
        var key: Int?
        if isTable {
            path = object["file"].flatMap { fileName($0) }
            if let node = object["key"], let text = node.text("a key", diagnostics) {
                key = columns.firstIndex(of: text)
                if key == nil { diagnostics.report(node, "there is no column \"\(text)\"", allowed: columns) }
            }
        }
        var values: [ValueDefinition] = []
        for pair in object["values"]?.pairs("values", diagnostics) ?? [] {
            guard let value = self.value(named: pair.name, pair.value, in: scope) else { continue }
            if !isName(pair.name) { diagnostics.report(pair.key, "a name has no braces, bars or question marks") }
            values.append(value)
            scope.values.append(pair.name)
        }
        let emits = object["emit"]?.items("emit", diagnostics).compactMap { emit($0, in: scope) } ?? []
        let blanks =
            object["not-recorded"].map { Set($0.texts("not-recorded", diagnostics).map(\.text)) } ?? notRecorded
        return MappedFile(
            name: name, path: path, columns: columns,
            delimiter: object["delimiter"].flatMap { self.delimiter($0) } ?? 0x2c,
            notRecorded: blanks, key: key, values: values, emits: emits)
    }

    private func columns(_ node: Node) -> [String] {
        var names: [String] = []
        for item in node.items("columns", diagnostics) {
            guard let name = item.text("the name of a column", diagnostics) else { continue }
            if names.contains(name) { diagnostics.report(item, "the column \"\(name)\" stands here twice") }
            if !isName(name) { diagnostics.report(item, "a name has no braces, bars or question marks") }
            names.append(name)
        }
        if names.isEmpty { diagnostics.report(node, "name at least one column") }
        return names
    }

    private func isName(_ text: String) -> Bool { !text.isEmpty && !text.contains { "{}|?".contains($0) } }

    /// The name of a table's file: beside the main file, so without directories.
    private func fileName(_ node: Node) -> String? {
        guard let text = node.text("a file name", diagnostics) else { return nil }
        guard !text.isEmpty, !text.contains("/"), text != "..", text != "." else {
            diagnostics.report(node, "a file name without directories; the file lies beside the source")
            return nil
        }
        return text
    }

    private func delimiter(_ node: Node) -> UInt8? {
        node.choice("a delimiter", [(",", 0x2c), (";", 0x3b), ("tab", 0x09), ("|", 0x7c)], diagnostics)
    }

    private func value(named name: String, _ node: Node, in scope: MappingScope) -> ValueDefinition? {
        if case .scalar = node {
            return scope.template(node, "a value", mayBeEmpty: true, diagnostics).map {
                ValueDefinition(name: name, source: .template($0), aliases: [:], unlisted: .keep, notRecorded: [])
            }
        }
        let keys = ["from", "lookup", "by", "column", "missing", "aliases", "unlisted", "not-recorded"]
        guard let object = MappingObject(node, "a value", allowed: keys, diagnostics),
            let source = valueSource(object, in: scope)
        else { return nil }
        var aliases: [String: String] = [:]
        for pair in object["aliases"]?.pairs("aliases", diagnostics) ?? [] {
            aliases[pair.name] = pair.value.text("an alias", diagnostics)
        }
        let unlisted: ValueDefinition.Missing? =
            object["unlisted"].map {
                $0.choice(
                    "a rule for unlisted values",
                    [("keep", .keep), ("reject", .reject), ("not-recorded", .notRecorded)], diagnostics)
            } ?? .keep
        let blanks = Set(object["not-recorded"]?.texts("not-recorded", diagnostics).map(\.text) ?? [])
        guard let unlisted else { return nil }
        return ValueDefinition(name: name, source: source, aliases: aliases, unlisted: unlisted, notRecorded: blanks)
    }

    private func valueSource(_ object: MappingObject, in scope: MappingScope) -> ValueDefinition.Source? {
        guard let lookup = object["lookup"] else {
            guard let from = object["from"] else {
                diagnostics.report(object.node, "a value needs \"from\", or \"lookup\" with \"by\" and \"column\"")
                return nil
            }
            for key in ["by", "column", "missing"] {
                if let node = object[key] { diagnostics.report(node, "\"\(key)\" belongs to \"lookup\"") }
            }
            return scope.template(from, "from", mayBeEmpty: true, diagnostics).map(ValueDefinition.Source.template)
        }
        if let from = object["from"] { diagnostics.report(from, "a value has \"from\" or \"lookup\", not both") }
        guard let by = object["by"], let columnNode = object["column"] else {
            diagnostics.report(lookup, "a look-up needs \"by\" and \"column\"")
            return nil
        }
        let missing: ValueDefinition.Missing? =
            object["missing"].map {
                $0.choice(
                    "a rule for missing rows", [("reject", .reject), ("not-recorded", .notRecorded)], diagnostics)
            } ?? .reject
        guard let name = lookup.text("the name of a table", diagnostics),
            let column = columnNode.text("the name of a column", diagnostics),
            let template = scope.template(by, "by", mayBeEmpty: true, diagnostics), let missing
        else { return nil }
        guard let table = tables.firstIndex(where: { $0.name == name }) else {
            diagnostics.report(lookup, "there is no table \"\(name)\"", allowed: tables.map(\.name))
            return nil
        }
        guard let index = tables[table].columns.firstIndex(of: column) else {
            diagnostics.report(columnNode, "\(name) has no column \"\(column)\"", allowed: tables[table].columns)
            return nil
        }
        return .lookup(table: table, by: template, column: index, missing: missing)
    }

    func conditions(_ node: Node?, _ what: String, in scope: MappingScope) -> [RowCondition] {
        (node?.pairs(what, diagnostics) ?? []).compactMap { pair in
            let values = Set(pair.value.texts(what, diagnostics).map(\.text))
            guard let reference = scope.reference(pair.name) else {
                diagnostics.report(pair.key, "there is no column or value \"\(pair.name)\"", allowed: scope.names)
                return nil
            }
            return RowCondition(reference: reference, values: values)
        }
    }

    func references(_ node: Node?, _ what: String, in scope: MappingScope) -> [Template.Reference] {
        (node?.texts(what, diagnostics) ?? []).compactMap { item in
            guard let reference = scope.reference(item.text) else {
                diagnostics.report(item.node, "there is no column or value \"\(item.text)\"", allowed: scope.names)
                return nil
            }
            return reference
        }
    }
}
