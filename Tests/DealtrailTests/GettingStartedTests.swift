import Dealtrail
import Foundation
import Testing

/// The article "Getting started" compiles, and does what it says: its listings stand here, and are run.
@Suite("Getting started")
struct GettingStartedTests {
    private func article(_ directory: String) async throws -> [String] {
        var said: [String] = []
        func print(_ items: Any...) { said.append(items.map { "\($0)" }.joined(separator: " ")) }
        // article
        let wu = Author("manager:wu")
        let lin = Author("rep:lin", onBehalfOf: "manager:wu")
        let trail = try await Trail.create(at: directory, origin: "example.com/sales", by: wu)
        _ = try await trail.handle(Account.create("acme", owner: "rep:lin"), by: lin, id: "setup-1")
        _ = try await trail.handle(PriceList.set("2026", product: "pump-40", to: .cny("96.00")), by: wu, id: "setup-2")
        _ = try await trail.handle(Quote.create("Q-17", account: "acme"), by: lin, id: "setup-3")
        let line = Quote.addLine("Q-17", line: "L-1", product: "pump-40", quantity: 12, list: "2026")
        _ = try await trail.handle(line, by: lin, id: "setup-4")
        let change = Quote.changePrice("Q-17", line: "L-1", to: .cny("94.50"), reason: "competitor offer")
        switch try await trail.handle(change, by: lin, id: "req-8841") {
        case .accepted(let accepted): print("durable at position \(accepted.position)")
        case .refused(let refusal, _): print(refusal.rule, refusal.explanation)
        case .unchanged: print("nothing to change")
        }
        for edit in try trail.priceHistory(of: .quote("Q-17")).edits {
            print(edit.origin.author, edit.old?.description ?? "-", edit.new?.description ?? "-", edit.reason ?? "")
        }
        if let end = ZonedTime(rfc3339: "2026-06-30T23:59:59+08:00") {
            let funnel = try await trail.funnel(asOf: .effective(end.instant), by: .rep)
            print(funnel.total.won, "won of", funnel.total.cases)
        }
        for try await event in trail.events(matching: .tag("account:acme"), after: .position(1)) {
            print(event.position, event.kind, event.author.id)
            if event.kind == "quote.line-price-changed" { break }
        }
        try await trail.close()
        // end
        return said
    }

    @Test("It does what it says")
    func runs() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-article-\(UUID())")
        defer { try? FileManager.default.removeItem(at: directory) }
        let said = try await article(directory.path)
        #expect(
            said == [
                "durable at position 5", "rep:lin - 96.00 CNY ", "rep:lin 96.00 CNY 94.50 CNY competitor offer",
                "0 won of 0", "3 quote.created rep:lin", "4 quote.line-added rep:lin",
                "5 quote.line-price-changed rep:lin",
            ])
    }

    @Test("The article shows these lines")
    func text() throws {
        let tests = URL(filePath: #filePath)
        let code = try String(contentsOf: tests, encoding: .utf8)
        let start = try #require(code.range(of: "// article\n"))
        let end = try #require(code.range(of: "// end\n"))
        let root = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appending(path: "Sources/Dealtrail/Dealtrail.docc/GettingStarted.md"), encoding: .utf8)
        let blocks = article.matches(of: #/```swift\n((?:.*\n)*?)```/#).map { String($0.output.1) }
        func lines(_ text: some StringProtocol) -> [String] {
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                !$0.isEmpty && !$0.hasPrefix("import ") && !$0.hasPrefix(".package(")
            }
        }
        let here = code[start.upperBound..<end.lowerBound].replacing("at: directory,", with: "at: \"sales.trail\",")
        #expect(lines(blocks.joined()) == lines(here))
    }
}
