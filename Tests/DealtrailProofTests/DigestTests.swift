import DealtrailProof
import DealtrailTesting
import Testing

@Suite("Digests")
struct DigestTests {
    private let bytes: [UInt8] = Array(0..<32)

    @Test("Only 32 bytes are a digest", arguments: 0...100)
    func length(count: Int) {
        let bytes = [UInt8](repeating: 7, count: count)
        #expect((Digest(bytes) != nil) == (count == 32))
        #expect((Digest(bytes[...]) != nil) == (count == 32))
        #expect((unsafe Digest(bytes.span.bytes) != nil) == (count == 32))
        #expect((Digest(base64: Base64.encode(bytes)) != nil) == (count == 32))
        #expect((Digest(hex: String(repeating: "07", count: count)) != nil) == (count == 32))
    }

    @Test("Bytes come back as they went in")
    func roundTrip() throws {
        let digest = try #require(Digest(bytes))
        #expect(digest.bytes == bytes)
        #expect(unsafe digest.span.withUnsafeBytes { unsafe Array($0) } == bytes)
        #expect(digest.withBytes { Digest($0) } == digest)
        #expect(digest.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect("\(digest)" == digest.hex)
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(digest.base64 == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        #expect(Digest(base64: digest.base64) == digest)
    }

    @Test("Order is that of the bytes, first byte first", arguments: seeds)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let digests = generator.leaves(200)
        let byText = digests.map(\.hex).sorted()
        #expect(digests.sorted().map(\.hex) == byText, "seed \(seed)")
    }

    @Test("Each bit counts in a comparison", arguments: 0..<Digest.bitCount)
    func equality(bit: Int) throws {
        let digest = try #require(Digest(bytes))
        let other = try digest.flipping(bit: bit)
        #expect(digest != other)
        #expect((digest < other) != (other < digest))
        #expect(Set([digest, other, digest]).count == 2)
    }

    @Test(
        "Other spellings of a digest are refused",
        arguments: [
            "", "A", "====", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
            " AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAECAwQFBgcICQoLDA0O_xAREhMUFRYXGBkaGxwdHh8=",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh==", "AAEC=wQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=AAAA", "ÄAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ])
    func base64(text: String) {
        #expect(Digest(base64: text) == nil)
    }

    @Test("Digits that are not hexadecimal are refused", arguments: ["g", "G", "/", ":", "@", "`", " ", "é"])
    func hex(digit: String) {
        #expect(Digest(hex: String(repeating: "0", count: 63) + digit) == nil)
        #expect(Digest(hex: digit + String(repeating: "0", count: 63)) == nil)
    }

    @Test("The first hash of a wrong length is named")
    func path() throws {
        #expect(try Digest.path([bytes, bytes]).count == 2)
        #expect(throws: ProofError(.hashLength, "hash 1 of the path is 31 bytes long, not 32")) {
            try Digest.path([bytes, Array(bytes.dropLast()), []])
        }
    }
}
