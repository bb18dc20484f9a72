public import DealtrailModel
public import DealtrailSales
import Foundation
import Yams

/// Reactions as people write them: a YAML document that wires events to endpoints (`docs/reactions.md`).
public struct ReactionDocument: Hashable, Sendable {
    /// The reactions, in the order of the document.
    public let reactions: [ReactionDefinition]

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: Its name, for messages.
    ///   - catalog: The events that are known; a kind that is none of them is an error.
    ///   - rules: The alert rules that are known; `nil` takes any.
    /// - Throws: ``PolicyError`` with every problem, each with its line and column.
    public init(
        yaml: String, file: String, catalog: Catalog = .sales, rules: Set<RuleName>? = nil
    ) throws(PolicyError) {
        let diagnostics = PolicyDiagnostics(file: file)
        let root = try PolicyDocument.compose(yaml, "list of reactions", diagnostics)
        let reactions = ReactionReader(catalog: catalog, rules: rules, diagnostics: diagnostics).reactions(root)
        try diagnostics.check()
        self.reactions = reactions
    }

    /// Reads a document from a file.
    ///
    /// - Throws: ``PolicyError``, also when the file cannot be read or is not UTF-8.
    public static func read(
        _ path: String, catalog: Catalog = .sales, rules: Set<RuleName>? = nil
    ) throws(PolicyError) -> ReactionDocument {
        try ReactionDocument(
            yaml: PolicyDocument.text(of: path, "the list of reactions"), file: path, catalog: catalog, rules: rules)
    }
}
