import DealtrailPolicy
import DealtrailSales

/// The policy of a document that has this text below its version.
func policy(_ yaml: String) throws -> SalesPolicy {
    try PolicyDocument(yaml: "version: v\n" + yaml, file: "p.yaml").policy
}

/// What is wrong with a document that has this text below its version, which is its first line.
func problems(_ yaml: String) -> [String] {
    do throws(PolicyError) {
        _ = try PolicyDocument(yaml: "version: v\n" + yaml, file: "p.yaml")
        return []
    } catch {
        return error.problems.map(\.description)
    }
}
