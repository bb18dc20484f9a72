import DealtrailModel
import Foundation

/// The text of a message, with `{{ }}` around what comes from the event (`docs/reactions.md`, "Templates").
///
/// A name is an attribute of the event's CloudEvent, such as `type` or `subject`, or `data.` and the path of a field. A text
/// is put in as it stands, in JSON with the escapes of a JSON text; anything else as JSON; what is not there as nothing.
public struct MessageTemplate: Codable, Hashable, Sendable {
    /// The names that may stand between braces, beside `data` and what begins with `data.`.
    public static let attributes: Set<String> = [
        "id", "source", "type", "subject", "time", "author", "authorkind", "onbehalfof", "correlation", "causation",
        "eventid", "sequence", "recordedtime", "tags",
    ]

    /// The text.
    public let text: String
    /// The media type, such as `application/json`.
    public let contentType: String

    /// Takes a text; ``flaw`` tells what is wrong with it.
    public init(_ text: String, contentType: String = "application/json") {
        self.text = text
        self.contentType = contentType
    }

    /// Whether what is put in gets the escapes of a JSON text.
    private var isJSON: Bool {
        let media = contentType.split(separator: ";").first.map { $0.lowercased() } ?? ""
        return media == "application/json" || media.hasSuffix("+json")
    }

    /// What is wrong with the template; `nil` when it can be used.
    public var flaw: String? {
        guard contentType.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), contentType.contains("/") else {
            return "\"\(contentType)\" is no media type, such as application/json"
        }
        for piece in pieces {
            switch piece {
            case .text: break
            case .open: return "\"{{\" without \"}}\""
            case .name(let name):
                guard Self.attributes.contains(name) || name == "data" || name.hasPrefix("data.") else {
                    let known = Self.attributes.sorted().joined(separator: ", ")
                    return "\"\(name)\" is neither \"data.\" and a field nor one of \(known)"
                }
            }
        }
        guard isJSON else { return nil }
        let parsed = try? JSONSerialization.jsonObject(with: Data(sample.utf8), options: .fragmentsAllowed)
        return parsed == nil ? "with values in the place of the names it is no JSON" : nil
    }

    /// The text with a digit in the place of each name, which is right within a JSON text and outside of one.
    package var sample: String {
        pieces.reduce(into: "") { sample, piece in
            switch piece {
            case .text(let text): sample += text
            case .open: sample += "{{"
            case .name: sample += "0"
            }
        }
    }

    /// The text with what comes from an event.
    ///
    /// - Parameter event: The event as a CloudEvent in JSON.
    /// - Throws: `DecodingError`, `EncodingError` for what is no JSON.
    /// - Complexity: O(text and event).
    public func render(_ event: String) throws -> String {
        let values = try CBORValue(json: event)
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .open: result += "{{"
            case .name(let name): result += try written(Self.value(name, in: values))
            }
        }
        return result
    }

    private func written(_ value: CBORValue?) throws -> String {
        switch value {
        case nil: ""
        case .text(let text): isJSON ? String(try JSONText.encode(text).dropFirst().dropLast()) : text
        case let value?: try value.json()
        }
    }

    private static func value(_ path: String, in root: CBORValue) -> CBORValue? {
        var value = root
        for step in path.split(separator: ".") {
            guard case .map(let fields) = value, let next = fields.first(where: { $0.key.description == step })
            else { return nil }
            value = next.value
        }
        return value
    }

    private enum Piece {
        case text(String)
        case name(String)
        /// Braces that nothing closes.
        case open
    }

    private var pieces: [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.range(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            guard let close = rest[open.upperBound...].range(of: "}}") else { return pieces + [.open] }
            let name = rest[open.upperBound..<close.lowerBound]
            pieces.append(.name(name.trimmingCharacters(in: .whitespaces)))
            rest = rest[close.upperBound...]
        }
        return pieces + [.text(String(rest))]
    }
}
