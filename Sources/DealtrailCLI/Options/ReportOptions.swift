import ArgumentParser
import DealtrailReports
import Foundation

/// The form in which a report is given.
struct ReportOptions: ParsableArguments {
    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    @Option(help: ArgumentHelp("Write one self-contained HTML page to a file.", valueName: "file"), completion: .file())
    var html: String?

    func validate() throws {
        guard !json || html == nil else { throw ValidationError("--json and --html exclude each other") }
    }

    /// Writes the report in the form asked for.
    func write(_ report: some Report) throws {
        if let html {
            do {
                try Data(HTMLReport().render(report).utf8).write(to: URL(filePath: html), options: .atomic)
            } catch {
                throw ToolError(.system, "cannot write \(html): \(error.localizedDescription)")
            }
            return
        }
        try ReportOptions.write(report, json: json)
    }

    /// Writes a report as JSON or as text to standard output.
    static func write(_ report: some Report, json: Bool) throws {
        if json {
            try Output.line(JSONReport().render(report))
        } else {
            try Output.write(TextReport(isStyled: Terminal.isStyled).render(report))
        }
    }
}
