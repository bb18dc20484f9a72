import DealtrailModel
import Testing

/// The examples of RFC 8949 appendix A that this format stores, in both directions.
@Suite("CBOR: the examples of RFC 8949")
struct CBORExampleTests {
    static let examples: [(hex: String, value: CBORValue)] = [
        ("00", .unsigned(0)), ("01", .unsigned(1)), ("0a", .unsigned(10)), ("17", .unsigned(23)),
        ("1818", .unsigned(24)), ("1819", .unsigned(25)), ("1864", .unsigned(100)), ("1903e8", .unsigned(1_000)),
        ("1a000f4240", .unsigned(1_000_000)), ("1b000000e8d4a51000", .unsigned(1_000_000_000_000)),
        ("1bffffffffffffffff", .unsigned(.max)), ("3bffffffffffffffff", .negative(.max)), ("20", .negative(0)),
        ("29", .negative(9)), ("3863", .negative(99)), ("3903e7", .negative(999)),
        ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null),
        ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])),
        ("60", .text("")), ("6161", .text("a")), ("6449455446", .text("IETF")), ("62225c", .text("\"\\")),
        ("62c3bc", .text("\u{fc}")), ("63e6b0b4", .text("\u{6c34}")), ("64f0908591", .text("\u{10151}")),
        ("80", .array([])), ("83010203", .array([.unsigned(1), .unsigned(2), .unsigned(3)])),
        (
            "8301820203820405",
            .array([.unsigned(1), .array([.unsigned(2), .unsigned(3)]), .array([.unsigned(4), .unsigned(5)])])
        ),
        (
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            .array((1...25).map { .unsigned($0) })
        ),
        ("a0", .map([:])), ("a201020304", .map([.number(1): .unsigned(2), .number(3): .unsigned(4)])),
        (
            "a26161016162820203",
            .map([.text("a"): .unsigned(1), .text("b"): .array([.unsigned(2), .unsigned(3)])])
        ),
        ("826161a161626163", .array([.text("a"), .map([.text("b"): .text("c")])])),
        (
            "a56161614161626142616361436164614461656145",
            .map([
                .text("a"): .text("A"), .text("b"): .text("B"), .text("c"): .text("C"), .text("d"): .text("D"),
                .text("e"): .text("E"),
            ])
        ),
        ("c48221196ab3", .decimal(ScaledDecimal(mantissa: 27_315, scale: 2))),  // section 3.4.4
    ]

    @Test("Each is read as its value and written as its bytes", arguments: examples)
    func example(hex: String, value: CBORValue) throws {
        #expect(try CBORValue(canonical: Array(hex: hex)) == value)
        #expect(value.canonical == Array(hex: hex))
    }

    /// Items of appendix A that are well-formed CBOR but that canonical events never hold.
    @Test(
        "What this format does not store is refused",
        arguments: [
            ("f90000", CBORError.Code.unsupported), ("f93c00", .unsupported), ("fa47c35000", .unsupported),
            ("fb3ff199999999999a", .unsupported), ("f97e00", .unsupported), ("f7", .unexpectedType),
            ("f0", .unexpectedType), ("f818", .unsupported), ("f8ff", .unsupported),
            ("c074323031332d30332d32315432303a30343a30305a", .unexpectedType), ("c11a514b67b0", .unexpectedType),
            ("c249010000000000000000", .unexpectedType), ("d74401020304", .unexpectedType),
            ("5f42010243030405ff", .notShortest), ("7f657374726561646d696e67ff", .notShortest), ("9fff", .notShortest),
            ("9f018202039f0405ffff", .notShortest), ("bf61610161629f0203ffff", .notShortest),
            ("a1f501", .unexpectedType), ("a12001", .unexpectedType), ("a14001", .unexpectedType),
        ])
    func refused(hex: String, code: CBORError.Code) {
        #expect(throwsCode(code) { () throws(CBORError) in _ = try CBORValue(canonical: Array(hex: hex)) }, "\(hex)")
        #expect(refusal(ofPayload: Array(hex: "a101" + hex)) == .malformedPayload, "\(hex)")
    }
}
