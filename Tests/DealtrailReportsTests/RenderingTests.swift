import DealtrailModel
import DealtrailReports
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Foundation
import Testing

@Suite struct RenderingTests {
    static let hostile = "a\u{1b}[2J\r\n\u{202e}<script>alert('x')</script>&\"\u{7f}\u{2028}"

    static let document = ReportDocument(
        hostile, facts: [.init(hostile, hostile)],
        sections: [
            .init(
                hostile, facts: [.init(hostile, hostile)],
                table: ReportTable([.words(hostile), .numbers("n")], [.init([hostile, "1"], details: [hostile])]),
                notes: [hostile])
        ])

    @Test func `Text has no control character but line feeds`() {
        let text = TextReport().render(Self.document)
        let hidden = text.unicodeScalars.filter {
            ($0.value < 0x20 && $0 != "\n") || (0x7f..<0xa0).contains($0.value)
                || [0x2028, 0x2029, 0x202e].contains($0.value)
        }
        #expect(hidden.isEmpty)
        #expect(text.contains("a\\u{1b}[2J\\u{d}\\u{a}\\u{202e}<script>"))
    }

    @Test func `HTML has no element of the data`() {
        let page = HTMLReport(language: "\"><b>").render(Self.document)
        #expect(!page.contains("<script") && !page.contains("<b>") && !page.contains("\u{1b}"))
        #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"))
    }

    @Test func `Styles come only when asked for`() {
        #expect(!TextReport().render(ReportDocument("t", facts: [], sections: [])).contains("\u{1b}"))
        #expect(TextReport(isStyled: true).render(ReportDocument("t", facts: [], sections: [])).contains("\u{1b}[1m"))
    }

    @Test func `Columns align, wide characters included`() {
        let table = ReportTable(
            [.words("Name"), .numbers("Count")], [.init(["华东医院", "1,234"]), .init(["acme", "5"])])
        let lines = TextReport().render(ReportDocument("t", facts: [], sections: [.init("", table: table)]))
        #expect(
            lines == """
                t

                Name      Count
                --------  -----
                华东医院  1,234
                acme          5

                """)
    }

    @Test func `Every JSON report says what it is and what it answers for`() throws {
        for text in [
            try JSONReport().render(GoldenReportTests.history()), try JSONReport().render(GoldenReportTests.spread()),
            try JSONReport().render(GoldenReportTests.funnel()), try JSONReport().render(GoldenReportTests.health()),
            try JSONReport().render(GoldenReportTests.change()),
            try JSONReport().render(GoldenReportTests.statistics()),
        ] {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(object["report"] is String && object["schema"] as? Int == 1)
            #expect(object["position"] as? Int != nil && object["asOf"] is [String: Any])
            #expect(!text.contains("\n"))
        }
    }

    @Test func `Reports of nothing are reports`() throws {
        let stamp = AnswerStamp(position: nil, time: Scenario.now)
        let funnel = FunnelCases([], stamp: stamp).report(by: .month)
        #expect(funnel.total.cases == 0 && funnel.total.winRate == nil)
        #expect(TextReport().render(funnel).contains("an empty log"))
        let history = try PriceHistory(events: [], stamp: stamp)
        #expect(try JSONReport().render(history).contains("\"edits\":[]"))
        #expect(HTMLReport().render(HealthReport([], under: .standard, stamp: stamp)).contains("<!DOCTYPE html>"))
    }
}
