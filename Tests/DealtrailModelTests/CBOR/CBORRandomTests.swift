import DealtrailModel
import DealtrailTesting
import Testing

@Suite("CBOR: random input")
struct CBORRandomTests {
    @Test("Bytes give an error or a value that is written as the same bytes", arguments: seeds)
    func anyBytes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var read = 0
        for step in 0..<60_000 {
            let bytes = generator.bytes(Int.random(in: 0...24, using: &generator))
            guard let value = try? CBORValue(canonical: bytes) else {
                #expect(!skipsWhole(bytes), "seed \(seed), step \(step), \(bytes.hex)")
                continue
            }
            read += 1
            #expect(value.canonical == bytes, "seed \(seed), step \(step), \(bytes.hex)")
            #expect(skipsWhole(bytes), "seed \(seed), step \(step), \(bytes.hex)")
        }
        #expect(read > 500, "seed \(seed): too few of the inputs were CBOR for this to say much")
    }

    @Test("A value is read as it was written; with one byte changed it is an error or another value", arguments: seeds)
    func values(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for step in 0..<10_000 {
            let value = Self.value(depth: 0, &generator)
            let bytes = value.canonical
            #expect(try CBORValue(canonical: bytes) == value, "seed \(seed), step \(step), \(bytes.hex)")
            #expect(skipsWhole(bytes), "seed \(seed), step \(step), \(bytes.hex)")
            var changed = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            changed[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            if let other = try? CBORValue(canonical: changed) {
                #expect(other.canonical == changed, "seed \(seed), step \(step), \(changed.hex)")
            } else {
                #expect(!skipsWhole(changed), "seed \(seed), step \(step), \(changed.hex)")
            }
        }
    }

    /// Whether an append takes the bytes inside a payload: the check that builds nothing agrees with the one that does.
    private func skipsWhole(_ bytes: [UInt8]) -> Bool {
        refusal(ofPayload: [0xa1, 0x01] + bytes) == nil
    }

    static func value(depth: Int, _ generator: inout SeededGenerator) -> CBORValue {
        let texts = [
            "", "a", "b", "aa", "account:acme", "e\u{301}", "\u{e9}", "\u{6c34}", String(repeating: "x", count: 300),
        ]
        switch Int.random(in: 0..<(depth < 4 ? 11 : 8), using: &generator) {
        case 0: return .unsigned(UInt64(bitPattern: generator.integer()))
        case 1: return .negative(UInt64(bitPattern: generator.integer()))
        case 2: return .bytes(generator.bytes(Int.random(in: 0...300, using: &generator)))
        case 3: return .text(texts.randomElement(using: &generator) ?? "")
        case 4: return .bool(Bool.random(using: &generator))
        case 5: return .null
        case 6, 7:
            return .decimal(
                ScaledDecimal(mantissa: generator.integer(), scale: UInt8.random(in: 0...18, using: &generator)))
        case 8:
            return .array(
                (0..<Int.random(in: 0...30, using: &generator)).map { _ in value(depth: depth + 2, &generator) })
        default:
            var pairs: [CBORKey: CBORValue] = [:]
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                let key: CBORKey =
                    Bool.random(using: &generator)
                    ? .number(UInt64.random(in: 0...70_000, using: &generator))
                    : .text(texts.randomElement(using: &generator) ?? "")
                pairs[key] = value(depth: depth + 1, &generator)
            }
            return .map(pairs)
        }
    }
}
