public import DealtrailSales
import Foundation
import Yams

/// Endpoints as people write them: a YAML document that says where messages go (`docs/reactions.md`, "Endpoints").
///
/// It holds no secrets: it says in which file or variable of the environment they are.
public struct EndpointDocument: Hashable, Sendable {
    /// The endpoints, in the order of the document.
    public let endpoints: [EndpointSettings]

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: Its name, for messages.
    /// - Throws: ``PolicyError`` with every problem, each with its line and column.
    public init(yaml: String, file: String) throws(PolicyError) {
        let diagnostics = PolicyDiagnostics(file: file)
        let root = try PolicyDocument.compose(yaml, "list of endpoints", diagnostics)
        let endpoints = EndpointReader(diagnostics: diagnostics).endpoints(root)
        try diagnostics.check()
        self.endpoints = endpoints
    }

    /// Reads a document from a file.
    ///
    /// - Throws: ``PolicyError``, also when the file cannot be read or is not UTF-8.
    public static func read(_ path: String) throws(PolicyError) -> EndpointDocument {
        try EndpointDocument(yaml: PolicyDocument.text(of: path, "the list of endpoints"), file: path)
    }
}
