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

    /// How many aliases may be composed: sixteen of them stand for a few hundred times what is written, at worst.
    private static let harmlessAliases = 16

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

    /// What a trail says against the version that a file names, at the place where it names it.
    ///
    /// - Throws: ``PolicyError`` when the file cannot be read or is not YAML.
    public static func problem(_ reason: String, withVersionIn file: String) throws(PolicyError) -> PolicyProblem {
        let root = try compose(text(of: file, "the policy"), "policy", PolicyDiagnostics(file: file))
        let mark = root.deepest(["version"]).mark
        return PolicyProblem(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, reason: reason)
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
        rejectManyAliases(in: yaml, what, diagnostics)
        try diagnostics.check()
        do {
            let parser = try Parser(yaml: yaml)
            if let root = try parser.singleRoot() {
                // A node knows its anchor as long as there is the parser.
                if let anchored = withExtendedLifetime(parser, { anchored(root) }) {
                    diagnostics.report(anchored, "anchors and aliases are not part of a \(what)")
                    try diagnostics.check()
                }
                return root
            }
            diagnostics.report(line: 1, column: 1, "the \(what) is empty")
        } catch let error as PolicyError {
            throw error
        } catch let error as YamlError {
            report(error, diagnostics)
        } catch {
            diagnostics.report(line: 1, column: 1, "not YAML: \(error)")
        }
        try diagnostics.check()
        throw PolicyError(problems: [])
    }

    /// Refuses a document with more of what looks like an alias than can do harm while it is composed, where keys are compared
    /// whole.
    ///
    /// In a text, too, since where a text begins and ends only the parser knows; seventeen words with a star in front are rare.
    private static func rejectManyAliases(in yaml: String, _ what: String, _ diagnostics: PolicyDiagnostics) {
        var (line, column, before) = (1, 0, UInt8(ascii: " "))
        var places: [(line: Int, column: Int)] = []
        let bytes = Array(yaml.utf8)
        for (byte, next) in zip(bytes, bytes.dropFirst()) {
            // Columns count scalars; a byte that goes on with one begins none.
            if byte & 0xc0 != 0x80 { column += 1 }
            if byte == UInt8(ascii: "*"), " \t\n[{,:".utf8.contains(before), !" \t\r\n*".utf8.contains(next) {
                places.append((line, column))
            }
            if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
            before = byte
        }
        guard places.count > harmlessAliases, let first = places.first else { return }
        diagnostics.report(
            line: first.line, column: first.column, "anchors and aliases are not part of a \(what)")
    }

    /// The first node with an anchor, in the order of the document.
    ///
    /// A few anchors can stand for any amount of data. Composing them costs nothing, since an alias shares what it stands for;
    /// walking through them would. An alias comes after its anchor, so that this ends before it meets one.
    ///
    /// - Complexity: O(bytes of the document).
    private static func anchored(_ node: Node) -> Node? {
        if node.anchor != nil { return node }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                if let found = anchored(key) ?? anchored(value) { return found }
            }
        case .sequence(let sequence):
            for item in sequence {
                if let found = anchored(item) { return found }
            }
        default: break
        }
        return nil
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
