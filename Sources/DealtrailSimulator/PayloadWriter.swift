import DealtrailModel

/// Writes the payload of an event field by field, a few times faster than `Codable` does.
///
/// The caller gives the fields in the order of their numbers and says how many there are; a test holds the bytes against
/// those of the typed event.
struct PayloadWriter {
    private var writer = CBORWriter(capacity: 160)

    init(fields: UInt64) {
        writer.writeHead(.map, fields)
    }

    var bytes: [UInt8] { writer.bytes }

    mutating func field(_ key: some RawRepresentable<Int>, _ text: String) {
        writer.writeKey(UInt64(key.rawValue))
        writer.write(text)
    }

    mutating func field(_ key: some RawRepresentable<Int>, _ name: some Name) { field(key, name.rawValue) }

    mutating func field(_ key: some RawRepresentable<Int>, _ number: ScaledDecimal) {
        writer.writeKey(UInt64(key.rawValue))
        writer.write(number)
    }

    mutating func field(_ key: some RawRepresentable<Int>, _ number: Int) {
        writer.writeKey(UInt64(key.rawValue))
        writer.write(Int64(number))
    }

    mutating func field(_ key: some RawRepresentable<Int>, _ digest: ContentDigest) {
        writer.writeKey(UInt64(key.rawValue))
        writer.write(byteString: digest.bytes)
    }

    /// Cents of renminbi.
    mutating func field(_ key: some RawRepresentable<Int>, cents: Int64) {
        writer.writeKey(UInt64(key.rawValue))
        writer.writeHead(.map, 2)
        writer.writeKey(1)
        writer.write(ScaledDecimal(mantissa: cents, scale: 2))
        writer.writeKey(2)
        writer.write("CNY")
    }

    /// A value that is encoded already.
    mutating func field(_ key: some RawRepresentable<Int>, encoded: [UInt8]) {
        writer.writeKey(UInt64(key.rawValue))
        writer.write(encoded: encoded)
    }

    /// An array of values that are encoded already.
    mutating func field(_ key: some RawRepresentable<Int>, items: [[UInt8]]) {
        writer.writeKey(UInt64(key.rawValue))
        writer.writeHead(.array, UInt64(items.count))
        for item in items { writer.write(encoded: item) }
    }
}
