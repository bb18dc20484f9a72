import DealtrailSales
import Foundation

extension SalesPolicy {
    /// The sections of the document in which two policies differ, by name and separated by commas; the version is none.
    ///
    /// - Throws: `EncodingError`.
    func sections(differingFrom other: SalesPolicy) throws -> String {
        let (own, others) = (try sections(), try other.sections())
        return Set(own.keys).union(others.keys).filter { $0 != "version" && own[$0] != others[$0] }.sorted()
            .joined(separator: ", ")
    }

    private func sections() throws -> [String: NSObject] {
        try JSONSerialization.jsonObject(with: Data(canonicalText().utf8)) as? [String: NSObject] ?? [:]
    }
}
