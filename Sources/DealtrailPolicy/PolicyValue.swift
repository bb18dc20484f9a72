import DealtrailModel
import DealtrailSales
import Foundation

/// A value between a document and typed rules: what their canonical JSON has.
enum PolicyValue: Hashable {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case list([PolicyValue])
    case map([String: PolicyValue])

    /// The rules of the standard policy.
    static let standardBook = Result { try PolicyValue(of: RuleBook.standard) }

    /// The canonical form of rules.
    ///
    /// - Throws: `EncodingError`, `DecodingError`; no rules have a value that would cause it.
    init(of rules: some Encodable) throws {
        self = try JSONDecoder().decode(PolicyValue.self, from: Data(JSONText.encode(rules).utf8))
    }

    var map: [String: PolicyValue]? { if case .map(let map) = self { map } else { nil } }
    var list: [PolicyValue]? { if case .list(let list) = self { list } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
}

extension PolicyValue: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let boolean = try? container.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let list = try? container.decode([PolicyValue].self) {
            self = .list(list)
        } else {
            self = .map(try container.decode([String: PolicyValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .boolean(let boolean): try container.encode(boolean)
        case .list(let list): try container.encode(list)
        case .map(let map): try container.encode(map)
        }
    }
}
