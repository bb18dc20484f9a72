import Dealtrail
import DealtrailPolicy
import Foundation
import Testing

extension SalesPolicy {
    /// The policy of `Fixtures/policies/twelve-signals.yaml`; the standard one where that does not read, which a test tells.
    static let twelveSignals = (try? PolicyDocument.read(twelveSignalsFile))?.policy ?? .standard

    /// Where it lies.
    static let twelveSignalsFile = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/policies/twelve-signals.yaml").path()
}
