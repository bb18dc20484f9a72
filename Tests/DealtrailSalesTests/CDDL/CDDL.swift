import DealtrailModel
import Foundation

/// The part of CDDL (RFC 8610) that the pages use: enough to hold stored bytes against what is written about them.
struct CDDL {
    /// What a rule lets through.
    indirect enum Form {
        case name(String)
        case number(Int128)
        case text(String)
        case range(ClosedRange<Int128>)
        case choice([Form])
        case list([Member])
        case map([Member])
        case tagged(UInt64, Form)
        case controlled(Form, by: String, Form)
    }

    /// An item of a list, or an entry of a map.
    struct Member {
        enum Key {
            /// An item of a list.
            case none
            case number(UInt64)
            /// Any key of a form.
            case form(Form)
        }

        var isOptional: Bool
        var isRepeated: Bool
        let key: Key
        let form: Form
    }

    let rules: [String: Form]

    /// Reads the rules of a text; comments begin with a semicolon.
    init(_ text: String) throws {
        var parser = CDDLParser(text)
        rules = try parser.rules()
    }

    /// What `docs/format.md` and `docs/payloads.cddl` say together.
    static func pages() throws -> CDDL {
        let format = try String(contentsOf: PackageRoot.url.appending(path: "docs/format.md"), encoding: .utf8)
        let blocks = format.matches(of: #/```cddl\n((?:.*\n)*?)```/#).map { String($0.output.1) }
        return try CDDL(blocks.joined(separator: "\n") + payloads())
    }

    static func payloads() throws -> String {
        try String(contentsOf: PackageRoot.url.appending(path: "docs/payloads.cddl"), encoding: .utf8)
    }

    /// The numbers of a map's rule, and whether they may be absent.
    func fields(of rule: String) -> [UInt64: Bool] {
        guard case .map(let members) = rules[rule] else { return [:] }
        return Dictionary(
            members.compactMap { member in
                if case .number(let number) = member.key { (number, member.isOptional) } else { nil }
            }, uniquingKeysWith: { first, _ in first })
    }
}
