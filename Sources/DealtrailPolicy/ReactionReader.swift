import DealtrailModel
import DealtrailSales
import Yams

/// Reads the nodes of a list of reactions.
struct ReactionReader {
    let catalog: Catalog
    let rules: Set<RuleName>?
    let diagnostics: PolicyDiagnostics

    func reactions(_ root: Node) -> [ReactionDefinition] {
        let keys = ["reactions"]
        guard let object = PolicyObject(root, "the document", keys: keys, required: keys, diagnostics),
            let items = object.items("reactions")
        else { return [] }
        var names: Set<ReactionName> = []
        return items.compactMap { item in
            guard let reaction = reaction(item) else { return nil }
            if !names.insert(reaction.name).inserted {
                diagnostics.report(item, "the reaction \(reaction.name) stands twice")
            }
            return reaction
        }
    }

    private func reaction(_ node: Node) -> ReactionDefinition? {
        let keys = ["name", "version", "on", "alerts", "when", "to", "body", "content-type"]
        guard
            let object = PolicyObject(
                node, "a reaction", keys: keys, required: ["name", "version", "to"], diagnostics)
        else { return nil }
        let kinds: [EventKind] = object.names("on") ?? []
        let alerts: [RuleName] = object.names("alerts") ?? []
        if kinds.isEmpty && alerts.isEmpty { object.report("on", "a reaction needs \"on\" or \"alerts\", or both") }
        for (index, kind) in kinds.enumerated() { check(kind, object["on"]?.deepest([String(index)]) ?? node) }
        for (index, rule) in alerts.enumerated() {
            guard let rules, !rules.contains(rule) else { continue }
            let known = rules.sorted().map(\.rawValue).joined(separator: ", ")
            diagnostics.report(
                object["alerts"]?.deepest([String(index)]) ?? node,
                "\"\(rule)\" is no alert rule; there are \(known.isEmpty ? "none" : known)")
        }
        let template = template(object)
        guard let name: ReactionName = object.name("name"), let version: ReactionName = object.name("version"),
            let endpoint: EndpointName = object.name("to")
        else { return nil }
        return ReactionDefinition(
            name: name, version: version.rawValue, kinds: kinds, alerts: alerts, tags: object.names("when") ?? [],
            endpoint: endpoint, template: template)
    }

    private func check(_ kind: EventKind, _ node: Node) {
        if Outbox.kinds.contains(kind) {
            diagnostics.report(node, "\"\(kind)\" is of the outbox itself, and nothing reacts to that")
        } else if kind != ReactionDefinition.alertKind, catalog.events[kind] == nil {
            diagnostics.report(node, "\"\(kind)\" is no kind of event, such as quote.sent")
        }
    }

    private func template(_ object: PolicyObject) -> MessageTemplate? {
        guard let text = object.text("body") else {
            if object["content-type"] != nil, object["body"] == nil {
                object.report("content-type", "\"content-type\" is that of a \"body\", and there is none")
            }
            return nil
        }
        let template = MessageTemplate(text, contentType: object.text("content-type") ?? "application/json")
        if let flaw = template.flaw { object.report("body", flaw) }
        return template
    }
}
