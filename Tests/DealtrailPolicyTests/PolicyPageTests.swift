import DealtrailPolicy
import Foundation
import Testing

/// What `docs/policy.md` says of the keys of a policy.
@Suite struct PolicyPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/policy.md")

    /// The keys of a schema, with those of the maps within.
    private func keys(_ schema: Any) -> Set<String> {
        switch schema {
        case let list as [Any]: return list.reduce(into: []) { $0.formUnion(keys($1)) }
        case let map as [String: Any]:
            let own = (map["properties"] as? [String: Any]).map { Set($0.keys) } ?? []
            return map.values.reduce(into: own) { $0.formUnion(keys($1)) }
        default: return []
        }
    }

    @Test func `The page names every key`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let words = Set(text.split { !($0.isLetter || $0 == "-") }.map(String.init))
        let known = keys(try JSONSerialization.jsonObject(with: Data(try PolicyDocument.schema().utf8)))
        #expect(known.count > 80)
        #expect(known.subtracting(words).sorted() == [])
        let sections = try #require(
            (try JSONSerialization.jsonObject(with: Data(try PolicyDocument.schema().utf8)) as? [String: Any])?[
                "properties"] as? [String: Any])
        for section in sections.keys.sorted() where section != "version" {
            #expect(text.contains("\n| `\(section)` |"), "\(section) has no row")
        }
    }
}
