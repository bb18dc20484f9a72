import DealtrailProof
import Testing

@Suite("Keys of logs and witnesses")
struct KeyTests {
    /// The key of the documentation of Go's `sumdb/note`, which nobody here has made.
    private static let known = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let knownPrivate = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

    @Test("A key of another implementation is read, and gives the signature that it gave there")
    func otherImplementation() throws {
        let text =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
        let signature =
            "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
        let signer = try SignerKey(Self.knownPrivate + "\n")
        #expect(signer.encoded == Self.knownPrivate)
        #expect(signer.verifierKey.description == Self.known)
        let key = try VerifierKey(Self.known)
        let note = try SignedNote(Array((text + "\n" + signature + "\n").utf8))
        #expect(key.verifies(note.signatures[0], of: note))
        #expect(try signer.sign(note.body).line == signature)
    }

    @Test(
        "A malformed public key is refused",
        arguments: [
            ("", "parts"), ("a+b", "parts"), ("+c74f20a3+AQ==", "33 bytes"),
            ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "altered"),
            ("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "altered"),
            ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "altered"),
            ("PeterNeumann+c74f20a3+Axpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "type 3"),
            ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", "base64"),
            ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\r\n", "base64"),
            ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "space"),
        ])
    func malformed(text: String, reason: String) {
        let error = #expect(throws: FormatError.self) { try VerifierKey(text) }
        #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test("A malformed private key is refused, and the error quotes nothing of it")
    func malformedPrivate() {
        let altered = Self.knownPrivate.replacing("c74f20a3", with: "c74f20a4")
        for text in ["", Self.known, altered, String(Self.knownPrivate.dropLast(4))] {
            let error = #expect(throws: FormatError.self) { try SignerKey(text) }
            #expect(error?.description.contains("AYEKFA") == false)
        }
    }

    @Test("A private key does not print itself")
    func silence() throws {
        let key = try SignerKey(Self.knownPrivate)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] { #expect(!text.contains("AYEKFA")) }
    }

    @Test("Every generated key is another one")
    func generated() throws {
        let keys = try (0..<3).map { _ in try SignerKey.generate(name: Keys.origin).encoded }
        #expect(Set(keys).count == 3)
        #expect(throws: FormatError.self) { try SignerKey.generate(name: "a b") }
    }

    @Test("The key of a log and that of a witness have other identifiers, also of the same bytes")
    func algorithms() throws {
        let seed = Array(repeating: UInt8(7), count: 32)
        let log = try SignerKey(name: "a", seed: seed).verifierKey
        let witness = try SignerKey(name: "a", algorithm: .cosignature, seed: seed).verifierKey
        #expect(log.publicKey == witness.publicKey)
        #expect(log.keyID != witness.keyID)
        #expect(try VerifierKey(witness.description) == witness)
    }
}
