import DealtrailModel

extension PolicyDocument {
    /// The JSON Schema (draft 2020-12) of policy documents, for editors: `Fixtures/policies/policy.schema.json`.
    ///
    /// It knows the form of every key. What rules say of one another (a role that is missing, bands that overlap) only
    /// reading a document tells.
    ///
    /// - Throws: `EncodingError`; no shape has a value that would cause it.
    public static func schema() throws -> String {
        guard case .map(var schema) = PolicyShapes.document.schema else { return "{}" }
        schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
        schema["title"] = .text("A Dealtrail policy")
        schema["required"] = .list([.text("version")])
        return try JSONText.encode(PolicyValue.map(schema), pretty: true) + "\n"
    }
}
