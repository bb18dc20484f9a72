import Foundation
import Testing

/// An author's key from its making to a proof that he signed, with the real tools.
@Suite struct AuthorKeyTests {
    private let trail: SignedTrail

    init() async throws {
        trail = try await SignedTrail()
    }

    /// Makes a key pair; the public key goes to a file, whose path is returned.
    private func generate(_ name: String) async throws -> String {
        let made = try await Tool.run(["keys", "generate", "--name", "rep:lin", "--out", trail.path(name)])
        try #require(made.status == 0, "\(made.errors)")
        try Data(made.output.utf8).write(to: URL(filePath: trail.path("\(name).pub")))
        return trail.path("\(name).pub")
    }

    private func keys(_ verb: String, _ key: String, _ more: String..., by author: String = "rep:lin") async throws
        -> Tool.Run
    {
        try await Tool.run(
            ["keys", verb, "--trail", trail.sample.path, "--author", author, "--public-key", key] + more)
    }

    @Test func `A key is registered, rotated and revoked, and a signed change is proved to be the author's`()
        async throws
    {
        let (first, second) = (try await generate("lin-1"), try await generate("lin-2"))
        let registered = try await keys("register", first)
        #expect(registered.status == 0 && registered.output.contains("Registered"), "\(registered.errors)")
        let rotated = try await keys("rotate", second, "--sign-with", trail.path("lin-1"), "--json")
        let receipt = try rotated.json
        #expect(receipt["report"] as? String == "receipt", "\(rotated.errors)")
        let position = try #require((receipt["facts"] as? [String: String])?["position"])
        let wrong = try await keys("revoke", second, "--reason", "lost", "--sign-with", trail.path("lin-1"))
        #expect(wrong.status == DealtrailStatus.refused && wrong.errors.contains("signature.retired-key"))
        let revoked = try await keys("revoke", second, "--reason", "lost", "--sign-with", trail.path("lin-2"))
        #expect(revoked.status == 0, "\(revoked.errors)")
        try await trail.checkpoint("later")
        let file = try await trail.prove("--position", position)
        // The key that is out of force now has signed this when it was in force.
        let trusted = ["--author-key", "rep:lin=\(first)", "--require-authors"]
        for (tool, verb) in [(Tool.executable, ["check"]), (Tool.checker, [])] {
            let run = try await Tool.run(tool, verb + [file, "--key", trail.key] + trusted)
            #expect(run.output.contains("rep:lin: signed by the author, with the key"), "\(run.errors)")
            let other = ["--author-key", "rep:lin=\(second)"]
            let forged = try await Tool.run(tool, verb + [file, "--key", trail.key] + other)
            #expect(forged.status == DealtrailStatus.notProved && forged.output == "", "\(forged.errors)")
        }
        let unsigned = try await trail.prove("--position", "13")
        let demanded = try await Tool.run(["check", unsigned, "--key", trail.key] + trusted)
        #expect(demanded.status == DealtrailStatus.notProved && demanded.errors.contains("not signed"))
    }

    @Test func `Without the author's key a file says where the log registered the one that signed`() async throws {
        let (first, second) = (try await generate("lin-1"), try await generate("lin-2"))
        let registered = try await keys("register", first, "--json").json
        let origin = try #require((registered["facts"] as? [String: String])?["position"])
        let rotated = try await keys("rotate", second, "--sign-with", trail.path("lin-1"), "--json").json
        let position = try #require((rotated["facts"] as? [String: String])?["position"])
        try await trail.checkpoint("later")
        let file = try await trail.prove("--position", position, "--with-key")
        let words = "signed by a key that this log registered for rep:lin at position \(origin)"
        for (tool, verb) in [(Tool.executable, ["check"]), (Tool.checker, [])] {
            let run = try await Tool.run(tool, verb + [file, "--key", trail.key])
            #expect(run.status == 0 && run.output.contains(words), "\(run.output)\(run.errors)")
            let own = try await Tool.run(tool, verb + [file, "--key", trail.key, "--author-key", "rep:lin=\(first)"])
            #expect(own.output.contains("rep:lin: signed by the author, with the key"), "\(own.errors)")
            let demanded = try await Tool.run(tool, verb + [file, "--key", trail.key, "--require-authors"])
            #expect(demanded.status == DealtrailStatus.notProved && demanded.output == "", "\(demanded.errors)")
        }
        let prove = ["prove", "--trail", trail.sample.path, "--with-key", "--out", trail.path("none")]
        let unsigned = try await Tool.run(prove + ["--position", "13"])
        #expect(unsigned.status == DealtrailStatus.notFound && unsigned.errors.contains("nobody has signed"))
        #expect(try await Tool.run(prove + ["--quote", "Q-1"]).status == DealtrailStatus.usage)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs OpenSSL"))
    func `An author's key that this tool never sees signs through a command`() async throws {
        let pem = trail.path("lin.pem")
        let made = try await Tool.run(
            URL(filePath: "/usr/bin/openssl"), ["genpkey", "-algorithm", "ed25519", "-out", pem])
        try #require(made.status == 0, "\(made.errors)")
        let script = Tool.package.appending(path: "docs/examples/openssl-signer.sh").path()
        let printed = try await Tool.run(URL(filePath: "/bin/bash"), [script, "verifier", "rep:lin", pem])
        let key = printed.output.trimmingCharacters(in: .newlines)
        #expect(try await keys("register", key).status == 0)
        let sign = "bash '\(script)' sign rep:lin '\(pem)'"
        let other = try await generate("other")
        for bad in ["false", "true", "bash '\(script)' sign rep:chen '\(pem)'", "echo x; cat > /dev/null"] {
            let run = try await keys("rotate", other, "--signer", bad, "--verifier-key", key)
            #expect(run.status != 0 && run.output == "", "\(bad)")
        }
        #expect(try await keys("rotate", other, "--signer", sign).status == DealtrailStatus.usage)
        let rotated = try await keys("rotate", other, "--signer", sign, "--verifier-key", key, "--json").json
        #expect((rotated["facts"] as? [String: String])?["signed"] == "yes")
        let signatures = try await trail.run("verify", "--signatures", "--json").json["signatures"] as? [String: Any]
        #expect(signatures?["signed"] as? Int == 1 && signatures?["invalid"] as? Int == 0)
    }

    @Test func `Verify counts signatures when it is asked to`() async throws {
        let key = try await generate("lin")
        #expect(try await keys("register", key).status == 0)
        let revoked = try await keys("revoke", key, "--reason", "lost", "--sign-with", trail.path("lin"))
        #expect(revoked.status == 0, "\(revoked.errors)")
        let json = try await trail.run("verify", "--signatures", "--json").json
        let signatures = try #require(json["signatures"] as? [String: Any])
        #expect(json["sound"] as? Bool == true && signatures["signed"] as? Int == 1)
        #expect(signatures["invalid"] as? Int == 0 && signatures["keyUnknown"] as? Int == 0)
        #expect((signatures["unsigned"] as? Int ?? 0) > 0 && (signatures["undecidedKeys"] as? [Int]) == [])
        let text = try await trail.run("verify", "--signatures")
        #expect(text.output.contains("1 hold, 0 do not, 0 of unknown keys"), "\(text.output)")
        #expect(try await trail.run("verify", "--json").json["signatures"] == nil)
    }

    @Test func `Nobody looks after the key of somebody else, and what is no key is said to be none`() async throws {
        let key = try await generate("lin")
        let other = try await keys("register", key, "--for", "rep:lin", by: "rep:chen")
        #expect(other.status == DealtrailStatus.refused && other.errors.contains("author-key.not-yours"))
        #expect(try await keys("rotate", key).status == DealtrailStatus.refused)
        for (bad, status) in [("abc", DealtrailStatus.keyMissing), (trail.path("log.key"), DealtrailStatus.usage)] {
            let run = try await keys("register", bad)
            #expect(run.status == status && run.output == "", "\(run.errors)")
            #expect(!run.errors.contains("PRIVATE+KEY"))
        }
    }
}

private enum DealtrailStatus {
    static let (usage, notFound, keyMissing): (Int32, Int32, Int32) = (2, 3, 9)
    static let (refused, notProved): (Int32, Int32) = (4, 13)
}
