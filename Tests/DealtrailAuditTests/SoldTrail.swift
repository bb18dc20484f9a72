import DealtrailLog
import DealtrailModel
import DealtrailProof
import DealtrailSales
import Foundation

/// A trail with two quotes and their price edits, and the keys of those who sign for it.
final class SoldTrail: Sendable {
    let directory: String
    let log: TrailLog
    let key: SignerKey

    static let origin = "example.com/sales"
    static let author = Author("ops:signer", kind: .service, channel: .tool)

    init(origin: String = SoldTrail.origin, edits: Int = 3) async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-audit-\(UUID().uuidString)")
            .path()
        key = try SignerKey(name: origin, seed: Array(repeating: 1, count: 32))
        log = try TrailLog.create(at: directory, origin: origin, options: TrailOptions(mapSize: 1 << 28))
        for quote in ["Q-1", "Q-2"] {
            try await add(QuoteCreated(quote: QuoteID(quote), currency: .cny), "\(quote)-created")
            try await add(
                QuoteLineAdded(quote: QuoteID(quote), line: "L-1", product: "P-1", unitPrice: .yuan("100.00")),
                "\(quote)-line")
            for edit in 0..<edits { try await change(quote, edit) }
        }
    }

    init(directory: String, log: TrailLog, key: SignerKey) {
        self.directory = directory
        self.log = log
        self.key = key
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Changes a price once more.
    func change(_ quote: String, _ edit: Int) async throws {
        try await add(
            QuoteLinePriceChanged(
                quote: QuoteID(quote), line: "L-1", product: "P-1", old: .yuan("\(100 - edit).00"),
                new: .yuan("\(99 - edit).00"), reason: "step \(edit)"), "\(quote)-\(edit)")
    }

    func add(_ event: some Event, _ id: String) async throws {
        let author = Author("rep:lin", onBehalfOf: "manager:wu")
        _ = try await log.append(AppendRequest([NewEvent(event)], by: author, id: CommandID(id)))
    }

    func checkpoint() async throws -> SignedCheckpoint {
        try await log.checkpoint(by: Self.author, signer: key)
    }

    var policy: TrustPolicy { TrustPolicy(log: key.verifierKey) }
}

extension Money {
    static func yuan(_ text: String) -> Money { Money(ScaledDecimal(text) ?? 0, .cny) }
}
