import DealtrailModel
import DealtrailSales
import Foundation
import Yams

extension PolicyReader {
    /// Reads a section by its shape, over the standard one.
    ///
    /// - Returns: `nil` when it says what the standard section says: both have one canonical text, so that policies from before
    ///   there was the section keep their digest.
    func section<Rules: Codable & Equatable>(_ node: Node, _ key: String, over standard: Rules) -> Rules? {
        guard let shape = PolicyShapes.document[key]?.shape, shape.check(node, "\"\(key)\"", diagnostics) else {
            return nil
        }
        do {
            let value = shape.value(of: node, over: try PolicyValue(of: standard))
            let rules = try JSONDecoder().decode(Rules.self, from: Data(JSONText.encode(value).utf8))
            return rules == standard ? nil : rules
        } catch {
            // Every value was checked against its shape, so that this is a defect of the shapes.
            diagnostics.report(node, "\"\(key)\" cannot be read: \(error)")
            return nil
        }
    }
}

extension PolicyDocument {
    /// The lines of a section that is read by its shape.
    static func section(_ key: String, _ rules: some Encodable) -> [String] {
        guard let shape = PolicyShapes.document[key]?.shape, let value = try? PolicyValue(of: rules) else { return [] }
        return shape.yaml(value, key: key, indent: "")
    }
}
