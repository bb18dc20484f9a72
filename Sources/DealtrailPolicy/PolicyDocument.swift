public import DealtrailSales
import Foundation
import Yams

/// A policy as people write it: a YAML document, read into the rules and written from them (`docs/policy.md`).
///
/// What a document leaves out is as in `SalesPolicy.standard`; the canonical text that is published states
/// everything. An unknown key is an error.
public struct PolicyDocument: Hashable, Sendable {
    /// The largest document, in bytes.
    public static let maximumBytes = 262_144

    /// The rules.
    public let policy: SalesPolicy

    /// Takes rules, to be written.
    public init(_ policy: SalesPolicy) {
        self.policy = policy
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: Its name, for messages.
    /// - Throws: ``PolicyError`` with every problem, each with its line and column.
    public init(yaml: String, file: String) throws(PolicyError) {
        let diagnostics = PolicyDiagnostics(file: file)
        let root = try Self.compose(yaml, "policy", diagnostics)
        let policy = PolicyReader(diagnostics: diagnostics).policy(root)
        try diagnostics.check()
        self.policy = policy
    }

    /// Reads a document from a file.
    ///
    /// - Throws: ``PolicyError``, also when the file cannot be read or is not UTF-8.
    public static func read(_ path: String) throws(PolicyError) -> PolicyDocument {
        try PolicyDocument(yaml: text(of: path, "the policy"), file: path)
    }

    /// The text of a file.
    static func text(of path: String, _ what: String) throws(PolicyError) -> String {
        do {
            return try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            let reason = "\(what) cannot be read: \(error.localizedDescription)"
            throw PolicyError(problems: [PolicyProblem(file: path, line: 1, column: 1, reason: reason)])
        }
    }

    /// The root of a YAML document without anchors and aliases.
    static func compose(
        _ yaml: String, _ what: String, _ diagnostics: PolicyDiagnostics
    ) throws(PolicyError) -> Node {
        if yaml.utf8.count > maximumBytes {
            diagnostics.report(line: 1, column: 1, "a \(what) has at most \(maximumBytes) bytes")
        }
        rejectAnchors(in: yaml, what, diagnostics)
        try diagnostics.check()
        do {
            if let root = try Yams.compose(yaml: yaml) { return root }
            diagnostics.report(line: 1, column: 1, "the \(what) is empty")
        } catch let error as YamlError {
            report(error, diagnostics)
        } catch {
            diagnostics.report(line: 1, column: 1, "not YAML: \(error)")
        }
        try diagnostics.check()
        throw PolicyError(problems: [])
    }

    /// Refuses anchors and aliases before anything is built: a few of them can stand for any amount of data.
    private static func rejectAnchors(in yaml: String, _ what: String, _ diagnostics: PolicyDiagnostics) {
        for (index, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var previous: Character = " "
            for (column, character) in line.enumerated() {
                if " \t[{,".contains(previous) {
                    if character == "#" { break }
                    if character == "&" || character == "*" {
                        diagnostics.report(
                            line: index + 1, column: column + 1, "anchors and aliases are not part of a \(what)")
                    }
                }
                previous = character
            }
        }
    }

    private static func report(_ error: YamlError, _ diagnostics: PolicyDiagnostics) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            diagnostics.report(line: mark.line, column: mark.column, "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            diagnostics.report(
                line: context.mark.line, column: context.mark.column,
                "a key stands twice: \(names.joined(separator: ", "))")
        default: diagnostics.report(line: 1, column: 1, "not YAML")
        }
    }
}
