import DealtrailModel
import Foundation
import Testing

@Suite("Decimals")
struct ScaledDecimalTests {
    @Test(
        "Text is read with its scale and written as it was",
        arguments: [
            ("0", Int64(0), UInt8(0)), ("0.00", 0, 2), ("92.50", 9_250, 2), ("-0.5", -5, 1), ("-92.50", -9_250, 2),
            ("9223372036854775807", .max, 0), ("-9223372036854775808", .min, 0),
            ("9.223372036854775807", .max, 18), ("-9.223372036854775808", .min, 18),
            ("0.000000000000000001", 1, 18), ("-0.000000000000000001", -1, 18), ("100", 100, 0),
        ])
    func text(text: String, mantissa: Int64, scale: UInt8) throws {
        let number = try #require(ScaledDecimal(text))
        #expect(number.mantissa == mantissa)
        #expect(number.scale == scale)
        #expect(number.description == text)
    }

    @Test("Leading zeros and a negative zero are read, and written plainly")
    func spelling() {
        #expect(ScaledDecimal(String("007.50"))?.description == "7.50")
        #expect(ScaledDecimal(String("-0.00"))?.description == "0.00")
        #expect(ScaledDecimal(String("000000000000000000000000000001"))?.mantissa == 1)
    }

    @Test(
        "Anything else is not a decimal",
        arguments: [
            "", "-", "+1", "--1", "1-", ".", ".5", "5.", "-.5", "1.2.3", "1,000", "1e3", " 1", "1 ", "0x1", "NaN",
            "inf",
            "9223372036854775808", "-9223372036854775809", "9.223372036854775808", "0.0000000000000000001",
            "1.0000000000000000000", "\u{0661}", "１", "1\u{301}", "99999999999999999999",
        ])
    func refused(text: String) {
        #expect(ScaledDecimal(text) == nil)
    }

    @Test("Numbers of different scale are equal, and hash alike")
    func numericEquality() {
        let same: [ScaledDecimal] = ["1.5", "1.50", "1.500000000000000000"]
        for left in same {
            for right in same {
                #expect(left == right)
                #expect(!(left < right))
                #expect(left.hashValue == right.hashValue)
            }
        }
        #expect(Set(same).count == 1)
        #expect(Set<ScaledDecimal>(["0", "0.0", "0.000"]).count == 1)
        #expect(ScaledDecimal("1.50") != ScaledDecimal("1.51"))
        #expect(ScaledDecimal("-1.5").hashValue != ScaledDecimal("1.5").hashValue)
        #expect(ScaledDecimal(mantissa: .min) < ScaledDecimal(mantissa: .min, scale: 18))
        #expect(ScaledDecimal(mantissa: .max, scale: 18) < ScaledDecimal(mantissa: .max))
    }

    @Test("Trailing zeros go when asked for")
    func normalized() {
        #expect(ScaledDecimal("92.500").normalized.description == "92.5")
        #expect(ScaledDecimal("100.00").normalized.description == "100")
        #expect(ScaledDecimal("0.00").normalized.description == "0")
        #expect(ScaledDecimal("100").normalized.description == "100")
    }

    @Test("Decimals keep their scale through CBOR and JSON", arguments: ["92.50", "0.00", "-9.223372036854775808"])
    func codable(text: String) throws {
        let number = try #require(ScaledDecimal(text))
        #expect(try CBORDecoder().decode(ScaledDecimal.self, from: CBOREncoder().encode(number)).description == text)
        let json = try JSONEncoder().encode([number])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([ScaledDecimal].self, from: json)[0].description == text)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ScaledDecimal].self, from: Data("[92.5]".utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ScaledDecimal].self, from: Data("[\"x\"]".utf8))
        }
    }

    @Test("Amounts of different currencies are never equal")
    func money() throws {
        #expect(Money.cny("1.50") == Money.cny("1.5"))
        #expect(Money.cny("1.50") != Money.eur("1.50"))
        #expect(Money.cny("100").percentChange(to: .cny("92.5")) == "-7.5")
        #expect(Money.cny("100").percentChange(to: .usd("92.5")) == nil)
        #expect(Money.cny("0").percentChange(to: .cny("1")) == nil)
        #expect(Money.cny("92.50").description == "92.50 CNY")
        #expect(Money("92.50", .none).description == "92.50")
        #expect(try CBOREncoder().encode(Money.cny("92.50")).hex == "a2" + "01c48221192422" + "0263434e59")
        for code in ["", "CN", "cny", "CNYX", "C1Y", "CN\u{c9}"] { #expect(Currency(rawValue: code) == nil, "\(code)") }
        #expect(throws: DecodingError.self) {
            try CBORDecoder().decode(Currency.self, from: CBOREncoder().encode("cny"))
        }
    }
}
