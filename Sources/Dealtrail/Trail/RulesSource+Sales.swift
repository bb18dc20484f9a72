import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Foundation

extension RulesSource {
    /// The sales policies that a trail has published; their texts lie in its blobs.
    static func salesPolicy(in blobs: BlobStore) -> RulesSource {
        RulesSource(
            kind: PolicyPublished.kind, activation: PolicyActivated.kind, retirement: PolicyRetired.kind,
            tag: .policy(.sales), digestField: 3, effectiveField: 5, awaitingField: 6, initial: SalesPolicy.standard
        ) { digest in
            guard let text = try blobs.content(digest) else {
                throw EngineError(.rulesUnavailable, "the policy \(digest.short) is not among the blobs")
            }
            return try JSONDecoder().decode(SalesPolicy.self, from: Data(text))
        }
    }
}
