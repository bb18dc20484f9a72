/// Renders reports as one self-contained HTML page: no script, no font, no picture, nothing to fetch.
public struct HTMLReport: Hashable, Sendable {
    /// The language of the page, as in the `lang` attribute.
    public var language: String

    /// Creates a renderer.
    public init(language: String = "en") {
        self.language = language
    }

    /// The report as a page.
    public func render(_ report: some Report) -> String { render(report.document) }

    /// The document as a page.
    ///
    /// - Complexity: O(characters).
    public func render(_ document: ReportDocument) -> String {
        let title = DisplayText.html(document.title)
        var body = "<main>\n<h1>\(title)</h1>\n" + facts(document.facts)
        for section in document.sections { body += render(section) }
        return """
            <!DOCTYPE html>
            <html lang="\(DisplayText.html(language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(title)</title>
            <style>
            \(Self.style)\(document.isShaded ? "\n" + Self.shades : "")
            </style>
            </head>
            <body>
            \(body)</main>
            </body>
            </html>

            """
    }

    private static let style = """
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; }
        main { max-width: 80rem; margin: auto; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
        dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { padding: .25rem .75rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .d td { padding-left: 2rem; } .d ul { margin: 0; padding-left: 1rem; }
        """

    private func facts(_ facts: [ReportDocument.Fact]) -> String {
        guard !facts.isEmpty else { return "" }
        let items = facts.map { "<dt>\(DisplayText.html($0.label))</dt><dd>\(DisplayText.html($0.value))</dd>\n" }
        return "<dl>\n" + items.joined() + "</dl>\n"
    }

    private func render(_ section: ReportDocument.Section) -> String {
        var html = "<section>\n"
        if !section.title.isEmpty { html += "<h2>\(DisplayText.html(section.title))</h2>\n" }
        html += facts(section.facts)
        if let table = section.table { html += render(table, caption: section.title) }
        for note in section.notes { html += "<p>\(DisplayText.html(note))</p>\n" }
        return html + "</section>\n"
    }

    private func render(_ table: ReportTable, caption: String) -> String {
        let label = caption.isEmpty ? "Table" : caption
        var html = """
            <div class="scroll" role="region" aria-label="\(DisplayText.html(label))" tabindex="0">
            <table>
            <thead><tr>
            """
        for column in table.columns {
            html += "<th scope=\"col\"\(style(column))>\(DisplayText.html(column.title))</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for row in table.rows {
            let cells = zip(table.columns, row.cells).enumerated().map { index, pair in
                let shade = index < row.shades.count ? row.shades[index] : nil
                return "<td\(style(pair.0, shade))>\(DisplayText.html(pair.1))</td>"
            }
            html += "<tr>\(cells.joined())</tr>\n"
            guard !row.details.isEmpty else { continue }
            let items = row.details.map { "<li>\(DisplayText.html($0))</li>" }.joined()
            html += "<tr class=\"d\"><td colspan=\"\(table.columns.count)\"><ul>\(items)</ul></td></tr>\n"
        }
        return html + "</tbody>\n</table>\n</div>\n"
    }

    private func style(_ column: ReportTable.Column, _ shade: Shade? = nil) -> String {
        let names = (column.alignment == .trailing ? ["n"] : []) + (shade.map { ["h\($0.level)"] } ?? [])
        return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    }

    /// Shades that leave the text readable on a light and on a dark page; only in documents that use them.
    private static let shades = (1...9).map { ".h\($0) { background: rgb(224 96 32 / \($0 * 7)%); }" }
        .joined(separator: "\n")
}

extension ReportDocument {
    fileprivate var isShaded: Bool {
        sections.contains { section in section.table?.rows.contains { $0.shades.contains { $0 != nil } } ?? false }
    }
}
