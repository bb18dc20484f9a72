import Dealtrail
import DealtrailReactions
import DealtrailWebhook
import Foundation
import Testing

@Suite("Signatures of webhooks")
struct WebhookSignatureTests {
    // The vector that the Standard Webhooks libraries are tested with.
    private let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    private let body = Array(#"{"test": 2432232314}"#.utf8)
    private let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    private let sent = Timestamp(nanoseconds: 1_614_265_330_000_000_000)

    private func verify(
        _ signatures: String, secrets: [WebhookSecret], at now: Timestamp? = nil, body: [UInt8]? = nil,
        timestamp: String = "1614265330"
    ) throws(WebhookSignatureError) {
        try WebhookSignature.verify(
            id: id, timestamp: timestamp, signatures: signatures, body: body ?? self.body, secrets: secrets,
            now: now ?? sent)
    }

    @Test("The published vector")
    func vector() throws {
        let secret = try WebhookSecret(secret)
        #expect(
            WebhookSignature.header(id: id, seconds: 1_614_265_330, body: body, secrets: [secret]) == signature)
        try verify(signature, secrets: [secret])
    }

    @Test("While a secret is replaced either is enough, and others are not")
    func rotation() throws {
        let old = try WebhookSecret(secret)
        let new = try WebhookSecret("a new secret of many letters")
        let both = WebhookSignature.header(id: id, seconds: 1_614_265_330, body: body, secrets: [old, new])
        #expect(both.split(separator: " ").count == 2)
        try verify(both, secrets: [old])
        try verify(both, secrets: [new])
        try verify("v2,AAAA \(signature)", secrets: [new, old])
        #expect(throws: WebhookSignatureError.signature) { try verify(signature, secrets: [new]) }
        #expect(throws: WebhookSignatureError.signature) { try verify("", secrets: [old]) }
        #expect(throws: WebhookSignatureError.signature) { try verify("v1,@@@ v1", secrets: [old]) }
    }

    @Test("One changed byte is found, and so is another time or an old one")
    func forged() throws {
        let secret = try WebhookSecret(secret)
        for index in body.indices {
            var changed = body
            changed[index] ^= 1
            #expect(throws: WebhookSignatureError.signature) { try verify(signature, secrets: [secret], body: changed) }
        }
        #expect(throws: WebhookSignatureError.signature) {
            try verify(signature, secrets: [secret], timestamp: "1614265331")
        }
        #expect(throws: WebhookSignatureError.timestamp) { try verify(signature, secrets: [secret], timestamp: "soon") }
        for seconds in [300, -300] {
            try verify(signature, secrets: [secret], at: sent.advanced(by: .seconds(seconds)))
        }
        for tick in [300_000_000_001, -300_000_000_001] {
            #expect(throws: WebhookSignatureError.stale) {
                try verify(signature, secrets: [secret], at: sent.advanced(by: .nanoseconds(tick)))
            }
        }
    }

    @Test("A secret is long enough, and is not shown", arguments: ["", "short", "whsec_AAAA", "whsec_???"])
    func secrets(_ text: String) throws {
        let error = #expect(throws: WebhookSecretError.self) { try WebhookSecret(text) }
        if text.count > 5 { #expect(error?.description.contains(text) == false) }
        let secret = try WebhookSecret("  \(secret)\n")
        #expect(!"\(secret)\(String(reflecting: secret))".contains("MfKQ"))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("key"))
    }

    @Test("A secret comes from a file that its owner alone may read, or from the environment")
    func sources() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-secret-\(UUID())").path
        #expect(throws: WebhookSecretError.self) { try WebhookSecret(.file(path)) }
        _ = FileManager.default.createFile(
            atPath: path, contents: Data((secret + "\n").utf8), attributes: [.posixPermissions: 0o600])
        #expect(try WebhookSecret(.file(path)) == WebhookSecret(secret))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let error = #expect(throws: WebhookSecretError.self) { try WebhookSecret(.file(path)) }
        #expect(error?.description.contains("chmod 600") == true)
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: WebhookSecretError.self) { try WebhookSecret(.environment("DEALTRAIL_TEST_NOT_SET")) }
        // Whatever it holds here, it is too short or is one.
        #expect(throws: WebhookSecretError.self) { try WebhookSecret(.environment("")) }
    }
}
