import DealtrailModel
import DealtrailSales
import Foundation
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
        let keys = ["name", "version", "on", "alerts", "when", "to", "body", "content-type", "do", "with"]
        guard
            let object = PolicyObject(
                node, "a reaction", keys: keys, required: ["name", "version"], diagnostics)
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
        let tags: [DealtrailModel.Tag] = object.names("when") ?? []
        guard (object["to"] != nil) != (object["do"] != nil) else {
            diagnostics.report(node, "a reaction has either \"to\", for a message, or \"do\", for a command")
            return nil
        }
        guard object["do"] == nil else {
            guard let command = command(object), let name: ReactionName = object.name("name"),
                let version: ReactionName = object.name("version")
            else { return nil }
            return ReactionDefinition(
                name: name, version: version.rawValue, kinds: kinds, alerts: alerts, tags: tags, command: command)
        }
        if object["with"] != nil { object.report("with", "\"with\" is that of a \"do\", and there is none") }
        let template = template(object)
        guard let name: ReactionName = object.name("name"), let version: ReactionName = object.name("version"),
            let endpoint: EndpointName = object.name("to")
        else { return nil }
        return ReactionDefinition(
            name: name, version: version.rawValue, kinds: kinds, alerts: alerts, tags: tags, endpoint: endpoint,
            template: template)
    }

    /// The command under `do`, read once with samples in the place of what comes from the event.
    private func command(_ object: PolicyObject) -> CommandTemplate? {
        for key in ["body", "content-type"] where object[key] != nil {
            object.report(key, "\"\(key)\" is that of a message, and this is a command")
        }
        guard let with = object["with"] else {
            object.report("do", "a \"do\" needs \"with\", the fields of the command")
            return nil
        }
        guard isSound(with),
            let command = CommandReader(catalog: catalog, diagnostics: diagnostics).command(
                object, filled: { MessageTemplate($0).sample })
        else { return nil }
        do {
            let fields = try JSONSerialization.data(
                withJSONObject: CommandReader.json(with), options: [.sortedKeys, .withoutEscapingSlashes])
            return CommandTemplate(type(of: command).kind, fields: String(decoding: fields, as: UTF8.self))
        } catch {
            diagnostics.report(with, "\(type(of: command).kind): \(error)")
            return nil
        }
    }

    /// Reports each text whose braces are wrong.
    private func isSound(_ node: Node) -> Bool {
        switch node {
        case .mapping(let mapping):
            return mapping.map { isSound($0.value) }.allSatisfy(\.self)
        case .sequence(let sequence):
            return sequence.map { isSound($0) }.allSatisfy(\.self)
        case .scalar(let scalar):
            guard let flaw = MessageTemplate(scalar.string, contentType: "text/plain").flaw else { return true }
            diagnostics.report(node, flaw)
            return false
        default:
            return true
        }
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
