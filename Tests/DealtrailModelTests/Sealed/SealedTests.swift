import DealtrailModel
import Foundation
import Testing

/// Values that only the key of their subject opens.
@Suite("Sealed values") struct SealedTests {
    private let key: SubjectKey
    private let sealed: Sealed<String>

    init() throws {
        key = try #require(SubjectKey(subject: "rep:lin", bytes: Array(0..<32)))
        sealed = try key.seal("asks for 8 %", for: "private-note", in: "example.com/sales", by: "note-1")
    }

    private func open(
        _ sealed: Sealed<String>, _ key: SubjectKey, for purpose: SealedPurpose = "private-note",
        in origin: String = "example.com/sales"
    ) -> String? {
        key.open(sealed, for: purpose, in: origin)
    }

    @Test func `The key opens what it sealed`() {
        #expect(open(sealed, key) == "asks for 8 %")
        #expect(sealed.commitment == key.commitment && sealed.subject == "rep:lin")
    }

    @Test func `Nothing else opens it`() throws {
        #expect(open(sealed, key, for: "address") == nil)
        #expect(open(sealed, key, in: "example.com/other") == nil)
        #expect(open(sealed, SubjectKey(randomFor: "rep:lin")) == nil)
        let other = try #require(SubjectKey(subject: "rep:chen", bytes: Array(0..<32)))
        #expect(other.commitment != key.commitment)
        #expect(open(sealed, other) == nil)
        #expect(SubjectKey(subject: "rep:lin", bytes: Array(0..<31)) == nil)
        #expect(SubjectKey(subject: "rep:lin", bytes: Array(0..<33)) == nil)
    }

    @Test func `The same for the same command is the same, for another it is another`() throws {
        let again = try key.seal("asks for 8 %", for: "private-note", in: "example.com/sales", by: "note-1")
        let other = try key.seal("asks for 8 %", for: "private-note", in: "example.com/sales", by: "note-2")
        let text = try key.seal("asks for 9 %", for: "private-note", in: "example.com/sales", by: "note-1")
        #expect(again == sealed && other != sealed && text != sealed)
        let nonces = Set(try [sealed, other, text].map { try json($0)["nonce"] ?? "" })
        #expect(nonces.count == 3)
    }

    @Test func `A value of another type does not open`() throws {
        let number = try key.seal(8, for: "private-note", in: "example.com/sales", by: "note-1")
        let bytes = try CBOREncoder().encode(number)
        #expect(open(try CBORDecoder().decode(Sealed<String>.self, from: bytes), key) == nil)
    }

    @Test func `A bit that is changed anywhere keeps it shut`() throws {
        let bytes = try CBOREncoder().encode(sealed)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            guard let read = try? CBORDecoder().decode(Sealed<String>.self, from: changed) else { continue }
            #expect(open(read, key) == nil, "bit \(bit)")
        }
    }

    @Test func `Its bytes are golden`() throws {
        #expect(try CBOREncoder().encode(sealed).hex == Self.golden)
        #expect(key.commitment.description == Self.commitment)
    }

    /// Made with Python (`cryptography` 48.0.0, `cbor2`) after `docs/format.md`, not by this library.
    static let commitment = "5d8d10b990ddf329253b143f741df7f224483d69e0cadbb1e3051d26b2c4530c"
    static let golden =
        "a401677265703a6c696e0258205d8d10b990ddf329253b143f741df7f224483d69e0cadbb1e3051d26b2c4530c034c428165"
        + "9a0b4eca768125fe4604581d5ac6fd8731178bcb0c521abd9e5470b066c2679ed453738365f6ccc68e"

    @Test func `It travels as JSON too`() throws {
        let text = try JSONEncoder().encode(sealed)
        #expect(try JSONDecoder().decode(Sealed<String>.self, from: text) == sealed)
        for (field, value) in [("nonce", "00"), ("ciphertext", "0011"), ("nonce", "0"), ("commitment", "00")] {
            var broken = try json(sealed)
            broken[field] = value
            let data = try JSONEncoder().encode(broken)
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Sealed<String>.self, from: data) }
        }
    }

    @Test(.enabled(if: Python.hasCryptography, "python3 with cryptography and cbor2 is not installed"))
    func `Another implementation opens it`() throws {
        let question: [String: Any] = [
            "key": Array<UInt8>(0..<32).hex, "origin": "example.com/sales", "purpose": "private-note",
            "sealed": try json(sealed),
        ]
        let script = Fixtures.package.appending(path: "Fixtures/python/open_sealed.py").path
        let input = try JSONSerialization.data(withJSONObject: question)
        let (status, output) = try Python.run([script], input: input)
        #expect(status == 0 && output == "\"asks for 8 %\"\n", "\(output)")
    }

    private func json(_ sealed: Sealed<String>) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: JSONEncoder().encode(sealed))
    }
}
