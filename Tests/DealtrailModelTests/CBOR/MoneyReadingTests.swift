import Testing

@testable import DealtrailModel

@Suite("Amounts of money read from their bytes")
struct MoneyReadingTests {
    @Test("what is written is read, at the edges of scale and mantissa")
    func round() throws {
        for scale in [0, 1, 2, 17, 18] as [UInt8] {
            for mantissa in [0, 1, 23, 24, 255, 256, 65_536, 1 << 40, Int64.max, -1, -24, -25, Int64.min] {
                let money = Money(ScaledDecimal(mantissa: mantissa, scale: scale), .cny)
                var writer = CBORWriter()
                writer.write(money)
                let bytes = writer.bytes
                var reader = CBORReader(bytes.rawSpan)
                let read = try reader.readMoney()
                #expect(read.amount.mantissa == mantissa && read.amount.scale == scale && read.currency == .cny)
                let isAtEnd = reader.isAtEnd
                #expect(isAtEnd)
            }
        }
    }

    @Test("no prefix and no other byte is taken for an amount that it is not")
    func damaged() throws {
        var writer = CBORWriter()
        writer.write(Money(ScaledDecimal(mantissa: 9_250, scale: 2), .cny))
        let whole = writer.bytes
        for count in 0..<whole.count {
            let part = Array(whole[..<count])
            #expect(throws: CBORError.self, "\(count) bytes") {
                var reader = CBORReader(part.rawSpan)
                _ = try reader.readMoney()
            }
        }
        // The heads, the keys and the letters; the exponent and the mantissa may be other numbers.
        for place in [0, 1, 2, 3, 8, 9, 10] {
            for value in [0x00, 0x1f, 0x60, 0xff] as [UInt8] where whole[place] != value {
                var bytes = whole
                bytes[place] = value
                let damaged = bytes
                #expect(throws: CBORError.self, "byte \(place) as \(value)") {
                    var reader = CBORReader(damaged.rawSpan)
                    _ = try reader.readMoney()
                }
            }
        }
        // One beyond the smallest exponent.
        var bytes = whole
        bytes[4] = 0x32
        let beyond = bytes
        #expect(throws: CBORError.self) {
            var reader = CBORReader(beyond.rawSpan)
            _ = try reader.readMoney()
        }
    }
}
