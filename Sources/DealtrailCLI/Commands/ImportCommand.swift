import ArgumentParser
import Dealtrail
import DealtrailImport
import Foundation

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Appends what the rows of a file tell, as a mapping says.",
        discussion: """
            An import runs no decider: rows that break a rule are taken and reported. Importing again adds nothing. The \
            mapping language: docs/import.md. The exit code is 1 when rows were rejected.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Option(help: "How rows become events, in YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var mapping: String

    @Argument(help: "The main file, as CSV.", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("A look-up file that does not lie beside the main one.", valueName: "name=file"))
    var table: [String] = []

    @Option(help: "Where rejected rows go, as CSV.", completion: .file())
    var rejects: String?

    @Flag(help: "Read the mapping and tell every problem; import nothing.")
    var check = false

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard check || file != nil else { throw ValidationError("Missing the file to import") }
    }

    func run() async throws {
        let mapping = try read(mapping)
        guard let file, !check else {
            let tables = mapping.tableFiles.map { "\($0.name) (\($0.file))" }.joined(separator: ", ")
            return try Output.line("The mapping \(mapping.name) is sound; tables: \(tables.isEmpty ? "none" : tables).")
        }
        let files = ImportFiles(URL(filePath: file), tables: try tables())
        let author = try who.author()
        let outcome = try await location.withTrail { trail in
            let importer = Importer(mapping: mapping, log: trail.log, importer: author)
            let bar = ProgressBar("import")
            let report = try await importer.run(files: files, rejects: rejects.map { URL(filePath: $0) }) { progress in
                bar.update(progress.bytesRead, of: progress.bytes, "bytes of \(progress.file)")
            }
            bar.clear()
            return ImportOutcome(
                report: report, origin: trail.log.origin,
                stamp: AnswerStamp(position: try trail.head().lastPosition, time: TrailOptions.systemClock()))
        }
        try ReportOptions.write(outcome, json: json)
        if outcome.report.rejected > 0 { throw Finding(status: .found) }
    }

    private func read(_ path: String) throws -> Mapping {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            throw ToolError.usage("cannot read the mapping \(path): \(error.localizedDescription)")
        }
        return try Mapping(yaml: text, file: path, catalog: .sales)
    }

    private func tables() throws -> [String: URL] {
        var tables: [String: URL] = [:]
        for text in table {
            guard let split = text.firstIndex(of: "="), split > text.startIndex else {
                throw ToolError.usage("--table takes NAME=FILE, not \"\(text)\"")
            }
            tables[String(text[..<split])] = URL(filePath: String(text[text.index(after: split)...]))
        }
        return tables
    }
}
