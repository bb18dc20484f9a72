import DealtrailProof
import DealtrailTesting
import Testing

@Suite("Base64")
struct Base64Tests {
    /// RFC 4648 section 10.
    @Test(
        "The test vectors of the RFC",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, coded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == coded)
        #expect(Base64.decode(coded) == Array(plain.utf8))
    }

    @Test("What was written is read back", arguments: seeds)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bytes = generator.event()
            #expect(Base64.decode(Base64.encode(bytes)) == bytes, "seed \(seed)")
        }
    }

    @Test("What is read has one spelling", arguments: seeds)
    func canonical(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let characters = Array("ABZabz019+/=-_ \n")
        for _ in 0..<5_000 {
            let length = Int.random(in: 0...8, using: &generator)
            let text = String((0..<length).compactMap { _ in characters.randomElement(using: &generator) })
            if let bytes = Base64.decode(text) {
                #expect(Base64.encode(bytes) == text, "seed \(seed)")
            }
        }
    }
}
