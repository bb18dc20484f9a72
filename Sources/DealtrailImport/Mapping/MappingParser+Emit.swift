internal import DealtrailModel
internal import Yams

/// Emits and their authors and times.
extension MappingParser {
    func emit(_ node: Node, in scope: MappingScope) -> EmitRule? {
        let keys = [
            "event", "custom", "key", "when", "unless", "when-present", "stream", "tags", "author", "occurred",
            "correlation",
            "payload",
        ]
        let required = ["event", "key", "occurred", "payload"]
        guard let object = MappingObject(node, "an emit", allowed: keys, required: required, diagnostics) else {
            return nil
        }
        let isCustom: Bool? =
            object["custom"].map { $0.choice("a choice", [("true", true), ("false", false)], diagnostics) } ?? false
        let kind = object["event"].flatMap { self.kind($0, isCustom: isCustom ?? false, in: scope) }
        let keyTemplate = object["key"].flatMap { scope.template($0, "key", diagnostics) }
        let stream = object["stream"].flatMap { scope.template($0, "stream", diagnostics) }
        if isCustom == true, object["stream"] == nil {
            diagnostics.report(node, "a custom event needs \"stream\": only events of the catalogue name their own")
        }
        var tags: [Template] = []
        for item in object["tags"]?.items("tags", diagnostics) ?? [] {
            if let tag = scope.template(item, "a tag", mayBeEmpty: true, diagnostics) { tags.append(tag) }
        }
        let author = authorRule(object["author"] ?? self.author, at: node, in: scope)
        let occurred = object["occurred"].flatMap { self.occurred($0, in: scope) }
        let correlation = object["correlation"].flatMap { scope.template($0, "correlation", diagnostics) }
        let payload = object["payload"].map { fields($0, in: scope) } ?? []
        let when = conditions(object["when"], "when", in: scope)
        let unless = conditions(object["unless"], "unless", in: scope)
        let present = references(object["when-present"], "when-present", in: scope)
        guard let kind, let keyTemplate, let author, let occurred else { return nil }
        return EmitRule(
            line: node.mark?.line ?? 1, kind: kind, key: keyTemplate, when: when, unless: unless, whenPresent: present,
            stream: stream, tags: tags, author: author, occurred: occurred.spec, correlation: correlation,
            payload: payload)
    }

    private func kind(_ node: Node, isCustom: Bool, in scope: MappingScope) -> EmitRule.Kind? {
        if isCustom {
            guard let template = scope.template(node, "event", diagnostics) else { return nil }
            if template.isConstant, let text = node.scalar?.string, catalog.events[EventKind(text)] != nil {
                diagnostics.report(node, "\(text) is an event of the catalogue, not a custom one")
                return nil
            }
            return .custom(template)
        }
        guard let text = node.text("event", diagnostics) else { return nil }
        let kind = EventKind(text)
        guard catalog.events[kind] != nil else {
            diagnostics.report(
                node, "there is no event \"\(text)\"; an event of your own is marked \"custom: true\"",
                allowed: catalog.events.keys.sorted().map(\.rawValue))
            return nil
        }
        return .known(kind)
    }

    private func authorRule(_ node: Node?, at emit: Node, in scope: MappingScope) -> AuthorRule? {
        guard let node else {
            diagnostics.report(emit, "nobody is the author; add \"author\" to the emit or to the mapping")
            return nil
        }
        if case .scalar(let scalar) = node, scalar.string == "importer" { return .importer }
        if case .scalar = node {
            return scope.template(node, "author", diagnostics).map {
                .named(id: $0, kinds: [], otherwise: .claimed, onBehalfOf: nil)
            }
        }
        let keys = ["id", "kinds", "otherwise", "on-behalf-of"]
        guard let object = MappingObject(node, "an author", allowed: keys, required: ["id"], diagnostics),
            let id = object["id"].flatMap({ scope.template($0, "the author's id", diagnostics) })
        else { return nil }
        let what = "a kind of author; \"person\" would say that somebody authenticated him"
        var prefixes: [AuthorRule.Prefix] = []
        for pair in object["kinds"]?.pairs("kinds", diagnostics) ?? [] {
            if let kind: Author.Kind = pair.value.choice(what, AuthorRule.kinds, diagnostics) {
                prefixes.append(AuthorRule.Prefix(text: pair.name, kind: kind))
            }
        }
        let otherwise: Author.Kind? =
            object["otherwise"].map { $0.choice(what, AuthorRule.kinds, diagnostics) } ?? .claimed
        let principal = object["on-behalf-of"].flatMap {
            scope.template($0, "on-behalf-of", mayBeEmpty: true, diagnostics)
        }
        guard let otherwise else { return nil }
        return .named(id: id, kinds: prefixes, otherwise: otherwise, onBehalfOf: principal)
    }

    /// The time of an emit: `unknown`, a template of RFC 3339, or a template with a format.
    private func occurred(_ node: Node, in scope: MappingScope) -> (spec: TimeSpec?, node: Node)? {
        if case .scalar(let scalar) = node, scalar.string == "unknown" { return (nil, node) }
        if case .scalar = node {
            return scope.template(node, "occurred", mayBeEmpty: true, diagnostics).map {
                (TimeSpec(template: $0, format: .rfc3339, zone: zone), node)
            }
        }
        return timeSpec(node, "time", in: scope).map { ($0, node) }
    }

    /// A map such as `{ time: "{column}", format: unix, zone: +08:00 }`.
    func timeSpec(_ node: Node, _ key: String, in scope: MappingScope) -> TimeSpec? {
        guard
            let object = MappingObject(
                node, "a \(key)", allowed: [key, "format", "zone"], required: [key], diagnostics),
            let template = object[key].flatMap({ scope.template($0, key, mayBeEmpty: true, diagnostics) })
        else { return nil }
        var format: TimeFormat? = key == "date" ? .date : .rfc3339
        if let node = object["format"], let text = node.text("a format", diagnostics) {
            format = TimeFormat(text)
            if format == nil {
                diagnostics.report(node, "\"\(text)\" is not a format of times", allowed: TimeFormat.names)
            }
        }
        let ownZone = object["zone"].map { self.zone($0) } ?? zone
        guard let format, let ownZone else { return nil }
        return TimeSpec(template: template, format: format, zone: ownZone)
    }
}
