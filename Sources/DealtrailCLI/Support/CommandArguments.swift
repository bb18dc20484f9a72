import Dealtrail
import Foundation

/// The arguments of a command as somebody writes them, by the names of its fields.
///
/// What stands behind `field=` is text first. Where the field wants something else, it is read as what it could be instead: a
/// number, yes or no, an amount (`92.50 CNY`), a list (`a,b`); what begins with `{` or `[` is JSON at once.
struct CommandArguments {
    /// What each field could be, the likeliest first.
    private(set) var fields: [String: [CBORValue]] = [:]

    /// Takes the fields of a JSON object.
    ///
    /// - Throws: ``ToolError`` when it is none.
    mutating func take(json: String) throws {
        guard case .map(let pairs) = try? CBORValue(json: json) else {
            throw ToolError.usage("the arguments are one JSON object with the names of the fields")
        }
        for (key, value) in pairs {
            if case .unsigned(let number) = value {
                fields[key.description] = [value, .text(String(number))]
            } else {
                fields[key.description] = [value]
            }
        }
    }

    /// Takes `field=value`; a later one counts.
    ///
    /// - Throws: ``ToolError`` when there is no field or no sign between them.
    mutating func take(setting: String) throws {
        let (field, text) = try Self.split(setting, "--set", "quote=Q-17")
        var candidates: [CBORValue] = [.text(text)]
        if text.first == "{" || text.first == "[", let value = try? CBORValue(json: text) {
            candidates = [value]
        } else {
            if let value = try? CBORValue(json: text), value != .text(text) { candidates.append(value) }
            if let amount = Self.amount(text) { candidates.append(amount) }
            candidates.append(.array(text.split(separator: ",").map { .text(String($0)) }))
        }
        fields[field] = candidates
    }

    /// Takes the digest of a document.
    mutating func take(_ digest: ContentDigest, as field: String) {
        fields[field] = [.text(digest.description)]
    }

    /// A field and what stands behind its sign.
    static func split(_ setting: String, _ option: String, _ example: String) throws -> (field: String, value: String) {
        let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ToolError.usage("\"\(setting)\" is not FIELD=VALUE, such as \(option) \(example)")
        }
        return (parts[0], parts[1])
    }

    /// The command.
    ///
    /// - Throws: ``ToolError`` that names the field which is missing, unknown or of another form.
    func command<Request: Command>(_ type: Request.Type) throws -> Request {
        var candidates = fields
        // What is wrong with a field is what was wrong with its likeliest form.
        var complaints: [String: String] = [:]
        while true {
            let object = CBORValue.map(
                Dictionary(
                    candidates.compactMap { key, values in values.first.map { (CBORKey.text(key), $0) } },
                    uniquingKeysWith: { $1 }))
            do {
                let command = try JSONDecoder().decode(type, from: Data(try object.json().utf8))
                try requireKnown(in: command)
                return command
            } catch let error as DecodingError {
                let complaint = Self.complaint(error, type)
                guard let field = Self.field(of: error), let others = candidates[field] else {
                    throw ToolError.usage(complaint)
                }
                let first = complaints[field] ?? complaint
                complaints[field] = first
                guard others.count > 1 else { throw ToolError.usage(first) }
                candidates[field] = Array(others.dropFirst())
            }
        }
    }

    /// Checks that no field was given that the command has not: it would be passed over without a word.
    private func requireKnown<Request: Command>(in command: Request) throws {
        let known = Mirror(reflecting: command).children.compactMap(\.label)
        guard let unknown = fields.keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw ToolError.usage(
            "\(Request.kind) has no field \"\(unknown)\"; it has \(known.joined(separator: ", "))")
    }

    private static func field(of error: DecodingError) -> String? {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.first?.stringValue
        case .keyNotFound(_, let context): context.codingPath.first?.stringValue
        @unknown default: nil
        }
    }

    private static func complaint<Request: Command>(_ error: DecodingError, _ type: Request.Type) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            let path = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
            let known = (try? FieldProbe.fields(of: type).map(\.description).joined(separator: " ")) ?? "other fields"
            return "\(Request.kind) needs the field \"\(path)\"; it takes \(known)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            let why = context.debugDescription
            return "the field \"\(path)\" of \(Request.kind): \(why.hasSuffix(".") ? String(why.dropLast()) : why)"
        @unknown default: return "\(error)"
        }
    }

    /// Such as `92.50 CNY`.
    private static func amount(_ text: String) -> CBORValue? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, ScaledDecimal(String(parts[0])) != nil else { return nil }
        return .map([.text("amount"): .text(String(parts[0])), .text("currency"): .text(String(parts[1]))])
    }
}
