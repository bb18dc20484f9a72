public import DealtrailModel
public import DealtrailSales
import Foundation
import Yams

/// A sales path as people write it: a YAML document with the commands of a typical sale (`docs/rules.md`).
public struct PathDocument: Sendable {
    /// The path.
    public let path: SalesPath

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: Its name, for messages.
    ///   - catalog: The commands that are known.
    /// - Throws: ``PolicyError`` with every problem, each with its line and column.
    public init(yaml: String, file: String, catalog: Catalog = .sales) throws(PolicyError) {
        let diagnostics = PolicyDiagnostics(file: file)
        let root = try PolicyDocument.compose(yaml, "path", diagnostics)
        let path = PathReader(catalog: catalog, diagnostics: diagnostics).path(root)
        try diagnostics.check()
        self.path = path
    }

    /// Reads all documents `*.yaml` of a directory, sorted by name.
    ///
    /// - Throws: ``PolicyError``, also when the directory cannot be read or holds none.
    public static func read(directory: String, catalog: Catalog = .sales) throws(PolicyError) -> [SalesPath] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
            .filter { $0.hasSuffix(".yaml") }.sorted()
        guard !names.isEmpty else {
            throw PolicyError(
                problems: [PolicyProblem(file: directory, line: 1, column: 1, reason: "there is no path here")])
        }
        var paths: [SalesPath] = []
        for name in names {
            let file = "\(directory)/\(name)"
            guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
                throw PolicyError(
                    problems: [PolicyProblem(file: file, line: 1, column: 1, reason: "the path cannot be read")])
            }
            paths.append(try PathDocument(yaml: text, file: file, catalog: catalog).path)
        }
        return paths
    }
}
