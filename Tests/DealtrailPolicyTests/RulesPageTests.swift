import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import Foundation
import Testing

/// What `docs/rules.md` shows is read.
@Suite struct RulesPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/rules.md")

    @Test func `Every document on the page is sound`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        #expect(blocks.count == 8)
        for block in blocks {
            let yaml = block.contains("version:") ? block : "version: page\n" + block
            #expect(throws: Never.self, "\(block)") { try PolicyDocument(yaml: yaml, file: "rules.md") }
        }
    }

    @Test func `The example names the policies that it compares`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        var stricter = SalesPolicy.standard
        stricter.version = "stricter-2"
        stricter.pricing.tolerance = 2
        for policy in [SalesPolicy.standard, stricter] {
            let digest = try policy.digest().description.prefix(12)
            #expect(text.contains("\(policy.version) (\(digest))"), "\(policy.version) \(digest)")
        }
    }
}
