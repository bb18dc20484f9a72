public import DealtrailModel

/// The fingerprint of a quote's terms: what an approval and a contract are bound to (`docs/features.md` rows 6 and 11).
///
/// The SHA-256 of the canonical CBOR of an array with one array `[product, quantity, price]` a line, in the bytewise order of
/// these items. Names of lines, their order and the scale of numbers (`92.50` or `92.5`) make no difference; a missing
/// quantity or price is `null`.
public enum QuoteFingerprint: Sendable {
    /// The fingerprint of `terms`.
    ///
    /// - Complexity: O(n log n) in the lines.
    public static func of(_ terms: [QuoteLineTerms]) -> ContentDigest {
        let items = terms.map(item).sorted { $0.lexicographicallyPrecedes($1) }
        var writer = CBORWriter(capacity: 16 + items.reduce(0) { $0 + $1.count })
        writer.writeHead(.array, UInt64(items.count))
        for item in items { writer.write(encoded: item) }
        return ContentDigest(of: writer.bytes)
    }

    private static func item(_ line: QuoteLineTerms) -> [UInt8] {
        var writer = CBORWriter(capacity: 64)
        writer.writeHead(.array, 3)
        writer.write(line.product.rawValue)
        if let quantity = line.quantity { writer.write(quantity.normalized) } else { writer.writeNull() }
        if let price = line.unitPrice {
            writer.writeHead(.map, 2)
            writer.writeKey(1)
            writer.write(price.amount.normalized)
            writer.writeKey(2)
            writer.write(price.currency.rawValue)
        } else {
            writer.writeNull()
        }
        return writer.bytes
    }
}
