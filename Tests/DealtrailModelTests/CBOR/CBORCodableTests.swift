import DealtrailModel
import DealtrailTesting
import Foundation
import Testing

@Suite("CBOR: Codable")
struct CBORCodableTests {
    private func roundTrip<Value: Codable & Hashable>(_ value: Value) throws -> [UInt8] {
        let bytes = try CBOREncoder().encode(value)
        #expect(try CBORValue(canonical: bytes).canonical == bytes, "not deterministic: \(bytes.hex)")
        let read = try CBORDecoder().decode(Value.self, from: bytes)
        #expect(read == value)
        #expect(try CBOREncoder().encode(read) == bytes)
        return bytes
    }

    @Test("A flat struct; an absent field takes no bytes, a present one does")
    func flat() throws {
        #expect(try roundTrip(Flat()).hex == "a5" + "016178" + "0226" + "03f5" + "04c48221192422" + "0780")
        #expect(
            try roundTrip(Flat(absent: "", present: 0)).hex
                == "a7" + "016178" + "0226" + "03f5" + "04c48221192422" + "0560" + "0600" + "0780")
    }

    @Test("Keys declared out of order are written in order")
    func unordered() throws {
        #expect(try roundTrip(Unordered()).hex == "a2" + "006161" + "19012c03")
        #expect(try roundTrip(Unordered(middle: ["b"])).hex == "a3" + "006161" + "1818" + "816162" + "19012c03")
    }

    @Test("Structs and arrays inside each other")
    func nested() throws {
        let value = Nested(
            flats: [Flat(), Flat(present: 3, list: Array(0..<30))],
            grid: [[], [Unordered(), Unordered(middle: [])], [Unordered(last: -1)]], maybe: [nil, Flat(), nil],
            time: Timestamp(nanoseconds: -1), price: .cny("0.00"), digest: ContentDigest(of: []),
            id: EventID(high: .max, low: 0), byNumber: [7: Unordered(), 1: Unordered(last: 2), 400: Unordered()],
            value: .map([.text("x"): .array([.null])]))
        _ = try roundTrip(value)
        _ = try roundTrip([[[value]]])
        _ = try roundTrip([value.byNumber])
        _ = try roundTrip([Int]())
        _ = try roundTrip([Flat]())
    }

    @Test("Every width of integer, at its edge")
    func widths() throws {
        _ = try roundTrip(Widths())
        let ends = Widths(a: .max, b: .max, c: .max, d: .max, e: 0, f: 0, g: 0, h: 0, i: 0, items: [])
        _ = try roundTrip(ends)
    }

    @Test("A number that does not fit its field is refused")
    func narrow() throws {
        for (key, hex) in [
            (1, "1880"), (1, "3880"), (5, "190100"), (5, "20"), (7, "1b0000000100000000"), (10, "81190100"),
        ] {
            var pairs: [CBORKey: CBORValue] = [:]
            guard case .map(let known) = try CBORValue(canonical: try CBOREncoder().encode(Widths())) else { return }
            pairs = known
            pairs[.number(UInt64(key))] = try CBORValue(canonical: Array(hex: hex))
            #expect(throws: CBORError.self, "\(key) \(hex)") {
                try CBORDecoder().decode(Widths.self, from: CBORValue.map(pairs).canonical)
            }
        }
    }

    @Test("A value without fields is an empty map, and nothing else")
    func noFields() throws {
        #expect(try roundTrip(NoFields()).hex == "a0")
        #expect(try CBORDecoder().decode(NoFields.self, from: [0xa1, 1, 1]) == NoFields(), "a newer version's field")
        for hex in ["", "a0a0", "a1", "a10102ff", "1800"] {
            #expect(throws: CBORError.self, "\(hex)") { try CBORDecoder().decode(NoFields.self, from: Array(hex: hex)) }
        }
    }

    @Test("Enumerations with values")
    func enumerations() throws {
        #expect(try roundTrip(Step.visit(minutes: 30)).hex == "a101a101181e")
        #expect(try roundTrip(Step.call).hex == "a102a0")
        #expect(try roundTrip(Author.Kind.automation).hex == "02")
    }

    @Test("Containers that a type nests itself keep their places")
    func byHand() throws {
        let value = ByHand(name: "n", pairs: [5, 6])
        let bytes = try roundTrip(value)
        #expect(
            bytes.hex == "a3" + "01" + "85" + "6468656164" + "820506" + "647461696c" + "a104f5" + "f6" + "02a204050902"
                + "03616e")
        _ = try roundTrip([value, ByHand(name: "", pairs: Array(0..<40))])
    }

    @Test("A superclass's fields lie under 0")
    func superclass() throws {
        let dog = Dog()
        dog.legs = 3
        let bytes = try CBOREncoder().encode(dog)
        #expect(bytes.hex == "a2" + "00a10103" + "0163526578")
        #expect(try CBORDecoder().decode(Dog.self, from: bytes).legs == 3)
    }

    @Test("Floating point is refused, wherever it stands")
    func floatingPoint() {
        struct Holder<Number: Encodable>: Encodable {
            let number: Number
            enum CodingKeys: Int, CodingKey { case number = 1 }
        }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(1.5) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode([Float(0)]) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(Holder(number: 1.0)) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(Holder(number: Float(1))) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(Holder<Double?>(number: 1.0)) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode([1: [2.0]]) }
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Double.self, from: [1]) }
    }

    @Test("Keys without a number, and below 0, are refused")
    func keysWithoutNumbers() {
        struct Named: Codable { var name = "x" }
        struct Below: Codable {
            var name = "x"
            enum CodingKeys: Int, CodingKey { case name = -1 }
        }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(Named()) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(Below()) }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(["a": 1]) }
    }

    @Test("A key written twice is refused")
    func twice() {
        struct Twice: Encodable {
            enum Keys: Int, CodingKey { case only = 1 }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(1, forKey: .only)
                try container.encode(2, forKey: .only)
            }
        }
        #expect(throws: EncodingError.self) { try CBOREncoder().encode(Twice()) }
    }

    @Test("What a field wrote before it failed is taken back")
    func swallowedError() throws {
        struct Swallowing: Encodable {
            enum Keys: Int, CodingKey {
                case bad = 1
                case good = 2
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Keys.self)
                try? container.encode([1.5], forKey: .bad)
                try container.encode(7, forKey: .good)
            }
        }
        #expect(try CBOREncoder().encode(Swallowing()).hex == "a10207")
    }

    @Test("Unknown fields are passed over; missing and mistyped ones are errors with a path")
    func evolution() throws {
        guard case .map(var pairs) = try CBORValue(canonical: try CBOREncoder().encode(Flat())) else { return }
        pairs[.number(99)] = .array([.null])
        #expect(try CBORDecoder().decode(Flat.self, from: CBORValue.map(pairs).canonical) == Flat())
        pairs[.number(1)] = nil
        #expect {
            try CBORDecoder().decode(Flat.self, from: CBORValue.map(pairs).canonical)
        } throws: {
            guard case DecodingError.keyNotFound(let key, _) = $0 else { return false }
            return key.intValue == 1
        }
        pairs[.number(1)] = .unsigned(1)
        #expect(throws: CBORError.self) { try CBORDecoder().decode(Flat.self, from: CBORValue.map(pairs).canonical) }
        pairs[.number(1)] = .null
        #expect(throws: CBORError.self) { try CBORDecoder().decode(Flat.self, from: CBORValue.map(pairs).canonical) }
    }

    @Test(
        "Bytes that are not deterministic are refused",
        arguments: ["a20201016178", "bf01ff", "a1180161", "a100", "a0a0", ""])
    func refused(hex: String) {
        #expect(throws: CBORError.self) { try CBORDecoder().decode(Unordered.self, from: Array(hex: hex)) }
    }

    @Test("Bytes cut or changed never crash, and never change in silence", arguments: seeds)
    func damage(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let whole = try CBOREncoder().encode([Flat(absent: "a", present: 1, list: [1, 2]), Flat()])
        for length in 0..<whole.count {
            #expect(throws: (any Error).self) { try CBORDecoder().decode([Flat].self, from: Array(whole[..<length])) }
        }
        for _ in 0..<5_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let read = try? CBORDecoder().decode([Flat].self, from: bytes) else { continue }
            let again = try CBOREncoder().encode(read)
            #expect(try CBORDecoder().decode([Flat].self, from: again) == read, "seed \(seed), \(bytes.hex)")
        }
    }

    @Test("One declaration gives JSON with names")
    func json() throws {
        let text = try JSONText.encode(Flat(present: 1))
        #expect(text == #"{"amount":"92.50","flag":true,"list":[],"present":1,"text":"x","whole":-7}"#)
        #expect(try JSONDecoder().decode(Flat.self, from: Data(text.utf8)) == Flat(present: 1))
    }
}
