/// Renders reports as plain text.
public struct TextReport: Hashable, Sendable {
    /// Whether headings are set in bold by ANSI sequences; off unless asked for.
    public var isStyled: Bool

    /// Creates a renderer.
    public init(isStyled: Bool = false) {
        self.isStyled = isStyled
    }

    /// The report as lines of text, with a line feed at the end.
    public func render(_ report: some Report) -> String { render(report.document) }

    /// The document as lines of text, with a line feed at the end.
    ///
    /// - Complexity: O(characters).
    public func render(_ document: ReportDocument) -> String {
        var lines = [bold(DisplayText.escaped(document.title))]
        lines += facts(document.facts)
        for section in document.sections {
            lines.append("")
            if !section.title.isEmpty { lines.append(bold(DisplayText.escaped(section.title))) }
            lines += facts(section.facts)
            if let table = section.table { lines += render(table) }
            lines += section.notes.map { DisplayText.escaped($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func facts(_ facts: [ReportDocument.Fact]) -> [String] {
        let width = facts.map { DisplayText.width(DisplayText.escaped($0.label)) }.max() ?? 0
        return facts.map { fact in
            pad(DisplayText.escaped(fact.label) + ":", width + 1, .leading) + " " + DisplayText.escaped(fact.value)
        }
    }

    private func render(_ table: ReportTable) -> [String] {
        let rows = table.rows.map { $0.cells.map(DisplayText.escaped) }
        let titles = table.columns.map { DisplayText.escaped($0.title) }
        let widths = titles.indices.map { column in
            ([titles[column]] + rows.compactMap { $0.indices.contains(column) ? $0[column] : nil })
                .map(DisplayText.width).max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.indices.filter { $0 < widths.count }.map { column in
                pad(cells[column], widths[column], table.columns[column].alignment)
            }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        var lines = [bold(line(titles)), widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")]
        for (row, cells) in zip(table.rows, rows) {
            lines.append(line(cells))
            lines += row.details.map { "    " + DisplayText.escaped($0) }
        }
        return lines
    }

    private func pad(_ text: String, _ width: Int, _ alignment: ReportTable.Alignment) -> String {
        let space = String(repeating: " ", count: max(0, width - DisplayText.width(text)))
        return alignment == .leading ? text + space : space + text
    }

    private func bold(_ text: String) -> String { isStyled ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
}
