import DealtrailModel
import DealtrailSales
import Foundation
import Yams

/// Reads a sales path: its commands by their stored names, their arguments by the names of their fields.
struct PathReader {
    let catalog: Catalog
    let diagnostics: PolicyDiagnostics

    func path(_ node: Node) -> SalesPath {
        let keys = ["name", "about", "steps"]
        guard let object = PolicyObject(node, "a path", keys: keys, required: keys, diagnostics) else {
            return SalesPath(name: "", about: "", steps: [])
        }
        var steps: [SalesPath.Step] = []
        var last = Duration.zero
        for node in list(object["steps"]) {
            guard let step = step(node, notBefore: last) else { continue }
            last = step.after
            steps.append(step)
        }
        return SalesPath(name: object.text("name") ?? "", about: object.text("about") ?? "", steps: steps)
    }

    private func list(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        guard case .sequence(let sequence) = node, !sequence.isEmpty else {
            diagnostics.report(node, "\"steps\" is a list of commands, at least one")
            return []
        }
        return Array(sequence)
    }

    private func step(_ node: Node, notBefore last: Duration) -> SalesPath.Step? {
        guard
            let object = PolicyObject(
                node, "a step", keys: ["by", "for", "after", "do", "with"], required: ["by", "do", "with"], diagnostics),
            let by = object.text("by"), let name = object.text("do"), let with = object["with"]
        else { return nil }
        let author = Author(ActorID(by), onBehalfOf: object.text("for").map { ActorID($0) })
        guard author.isValid else {
            object.report("by", "\"\(by)\" is not an author")
            return nil
        }
        var after = last
        if let text = object.text("after") {
            guard let duration = WorkDuration(text) else {
                object.report("after", "\"after\" is \(WorkDuration.form), counted from the beginning")
                return nil
            }
            after = duration.elapsed
            guard after >= last else {
                object.report("after", "a step is not before the one before it")
                return nil
            }
        }
        guard let type = catalog.commands[EventKind(name)] else {
            object.report("do", "there is no command \(name)")
            return nil
        }
        guard let command = command(type, with) else { return nil }
        return SalesPath.Step(by: author, after: after, command)
    }

    private func command<Request: Command>(_ type: Request.Type, _ node: Node) -> (any Command)? {
        do {
            guard case .mapping = node else {
                diagnostics.report(node, "\"with\" is a map of the fields of \(Request.kind)")
                return nil
            }
            let data = try JSONSerialization.data(withJSONObject: Self.json(node))
            let command = try JSONDecoder().decode(type, from: data)
            try rejectUnknown(node, command)
            return command
        } catch let error as DecodingError {
            diagnostics.report(node, "\(Request.kind): \(Self.reason(error))")
        } catch {
            diagnostics.report(node, "\(Request.kind): \(error)")
        }
        return nil
    }

    /// Reports the fields that the command has not taken: it states again what it knows.
    private func rejectUnknown<Request: Command>(_ node: Node, _ command: Request) throws {
        let stated = try JSONSerialization.jsonObject(with: JSONEncoder().encode(command)) as? [String: Any] ?? [:]
        guard case .mapping(let mapping) = node else { return }
        for (key, _) in mapping where stated[key.scalar?.string ?? ""] == nil {
            diagnostics.report(key, "\"\(key.scalar?.string ?? "this")\" is no field of \(Request.kind)")
        }
    }

    /// The node as JSON; a plain whole number, `true` and `false` are no texts, everything else is one.
    private static func json(_ node: Node) -> Any {
        switch node {
        case .mapping(let mapping):
            Dictionary(
                mapping.map { ($0.key.scalar?.string ?? "", json($0.value)) }, uniquingKeysWith: { first, _ in first })
        case .sequence(let sequence): sequence.map(json)
        case .scalar(let scalar):
            if scalar.style != .plain {
                scalar.string
            } else if let number = Int(scalar.string) {
                number
            } else if scalar.string == "true" || scalar.string == "false" {
                scalar.string == "true"
            } else {
                scalar.string
            }
        default: ""
        }
    }

    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "needs \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }
}

extension WorkDuration {
    /// By the clock, whatever a calendar says: a day has 24 hours.
    fileprivate var elapsed: Duration {
        switch unit {
        case .minutes: .seconds(count * 60)
        case .hours: .seconds(count * 3_600)
        case .days: .seconds(count * 86_400)
        }
    }
}
