import DealtrailModel
import Foundation
import Yams

/// Reads a command as people write it: by its stored name under `do`, its fields by their names under `with`.
struct CommandReader {
    let catalog: Catalog
    let diagnostics: PolicyDiagnostics

    /// The command of a map that has both keys.
    ///
    /// - Parameter filled: What a text of the fields comes to before they are read.
    func command(_ object: PolicyObject, filled: (String) -> String = { $0 }) -> (any Command)? {
        guard let name = object.text("do"), let with = object["with"] else { return nil }
        guard let type = catalog.commands[EventKind(name)] else {
            object.report("do", "there is no command \(name)")
            return nil
        }
        return command(type, with, filled)
    }

    private func command<Request: Command>(
        _ type: Request.Type, _ node: Node, _ filled: (String) -> String
    ) -> (any Command)? {
        do {
            guard case .mapping = node else {
                diagnostics.report(node, "\"with\" is a map of the fields of \(Request.kind)")
                return nil
            }
            let data = try JSONSerialization.data(withJSONObject: Self.json(node, filled))
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
    static func json(_ node: Node, _ filled: (String) -> String = { $0 }) -> Any {
        switch node {
        case .mapping(let mapping):
            Dictionary(
                mapping.map { ($0.key.scalar?.string ?? "", json($0.value, filled)) },
                uniquingKeysWith: { first, _ in first })
        case .sequence(let sequence): sequence.map { json($0, filled) }
        case .scalar(let scalar):
            if scalar.style != .plain {
                filled(scalar.string)
            } else if let number = Int(scalar.string) {
                number
            } else if scalar.string == "true" || scalar.string == "false" {
                scalar.string == "true"
            } else {
                filled(scalar.string)
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
