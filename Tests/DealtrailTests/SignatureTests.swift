import Dealtrail
import Foundation
import Testing

@Suite("Author signatures")
struct SignatureTests {
    private let lin = Author("rep:lin", onBehalfOf: "manager:wu")
    private let wu = Author("manager:wu")
    private let ordered = Quote.changePrice("Q-1", line: "L-1", to: .cny("92.50"), reason: "competitor offer")

    private func signer(_ byte: UInt8, _ name: String = "rep:lin") throws -> SignerKey {
        try SignerKey(name: name, seed: Array(repeating: byte, count: 32))
    }

    private func publicKey(_ signer: SignerKey) throws -> AuthorPublicKey {
        try #require(AuthorPublicKey(bytes: signer.verifierKey.publicKey))
    }

    /// A trail with a quote, and with the key of seed 1 registered for Lin.
    private func withTrail(
        _ policy: SalesPolicy = .standard, _ body: (Trail) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("dealtrail-signatures-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: wu, policy: policy,
            options: TrailOptions(mapSize: 1 << 28))
        let setUp: [any Command] = [
            Account.create("acme", owner: "rep:lin"),
            PriceList.set("2026", product: "pump-40", to: .cny("100.00")),
            Quote.create("Q-1", account: "acme", owner: "rep:lin"),
            Quote.addLine("Q-1", line: "L-1", product: "pump-40", quantity: 2, list: "2026"),
            AuthorKey.register(try publicKey(try signer(1)), of: "rep:lin"),
        ]
        for (step, command) in setUp.enumerated() {
            #expect(try await trail.handle(command, by: lin, id: "setup-\(step)").refusal == nil)
        }
        try await body(trail)
        try await trail.close()
    }

    private func price(_ amount: Int) -> Quote.ChangePrice {
        Quote.changePrice("Q-1", line: "L-1", to: Money(ScaledDecimal("\(amount)") ?? 0, .cny), reason: "step")
    }

    /// Signs and handles.
    private func handle(
        _ command: some Command, by author: Author? = nil, id: CommandID, with signer: SignerKey?, _ trail: Trail
    ) async throws -> Handled {
        let author = author ?? lin
        let signature = try signer?.sign(trail.command(command, by: author, id: id))
        return try await trail.handle(command, by: author, id: id, signature: signature)
    }

    private func first(_ handled: Handled, _ trail: Trail) throws -> RecordedEvent {
        let receipt = try #require(handled.receipt)
        return try #require(try trail.log.events(in: receipt.positions).first)
    }

    @Test("A right signature is recorded beside the command, once")
    func right() async throws {
        try await withTrail { trail in
            let key = try signer(1)
            let handled = try await handle(ordered, id: "r-1", with: key, trail)
            let event = try first(handled, trail)
            #expect(event.kind == "quote.line-price-changed")
            let (signature, command) = (try #require(event.signature), try #require(event.command))
            let expected = try trail.command(ordered, by: lin, id: "r-1").canonical
            let registered = try publicKey(key)
            #expect(signature.verifies(command) && signature.key == registered && command == expected)
        }
    }

    @Test("A signature of another command, id, author or time is refused, and the refusal is recorded without it")
    func wrong() async throws {
        try await withTrail { trail in
            let key = try signer(1)
            let others = [
                try trail.command(price(1), by: lin, id: "r-1"), try trail.command(ordered, by: lin, id: "r-2"),
                try trail.command(ordered, by: Author("rep:lin"), id: "r-1"),
                try trail.command(ordered, by: lin, id: "r-1", occurredAt: .unknown),
                try CommandRecord(ordered, origin: "example.com/other", id: "r-1", author: lin, occurredAt: nil),
            ]
            for (step, other) in others.enumerated() {
                let id = CommandID("forged-\(step)")
                let handled = try await trail.handle(ordered, by: lin, id: id, signature: key.sign(other))
                let refusal = try #require(handled.refusal)
                #expect(refusal.rule == "signature.forged" && refusal.version == SalesPolicy.standard.version)
                let event = try first(handled, trail)
                #expect(event.kind == "command.refused" && event.signature == nil && event.command != nil)
                #expect(refusal.inputs["signature"]?.count == 128)
            }
        }
    }

    @Test("The bare command, signed without its purpose, proves nothing")
    func purpose() async throws {
        try await withTrail { trail in
            let key = try signer(1)
            let bare = try key.sign(try trail.command(ordered, by: lin, id: "r-1").canonical).payload
            let signature = try #require(CommandSignature(key: try publicKey(key), bytes: bare))
            let handled = try await trail.handle(ordered, by: lin, id: "r-1", signature: signature)
            #expect(handled.refusal?.rule == "signature.forged")
        }
    }

    @Test("Another author's key, and a key that nobody registered, are refused")
    func otherKey() async throws {
        try await withTrail { trail in
            let wus = try signer(9, "manager:wu")
            let register = AuthorKey.register(try publicKey(wus), of: "manager:wu")
            #expect(try await handle(register, by: wu, id: "k-1", with: nil, trail).refusal == nil)
            for (id, key) in [("r-1", wus), ("r-2", try signer(5))] {
                let handled = try await handle(ordered, id: CommandID(id), with: key, trail)
                #expect(handled.refusal?.rule == "signature.other-key")
            }
            let chen = try await handle(ordered, by: Author("rep:chen"), id: "r-3", with: signer(1), trail)
            #expect(chen.refusal?.rule == "signature.no-key")
            #expect(try await handle(ordered, id: "r-4", with: signer(1), trail).refusal == nil)
        }
    }

    @Test("Nothing has to be signed unless the policy says so; then what is not signed is refused")
    func missing() async throws {
        var policy = SalesPolicy(version: "signed-1")
        policy.signatures = SignatureRules(requiredFor: [Quote.ChangePrice.kind])
        try await withTrail(policy) { trail in
            let stripped = try await handle(ordered, id: "r-1", with: nil, trail)
            #expect(stripped.refusal?.rule == "signature.missing" && stripped.refusal?.version == "signed-1")
            #expect(try first(stripped, trail).kind == "command.refused")
            #expect(try await handle(ordered, id: "r-2", with: signer(1), trail).refusal == nil)
        }
        try await withTrail { trail in
            let unsigned = try await handle(ordered, id: "r-1", with: nil, trail)
            #expect(unsigned.refusal == nil)
        }
    }

    @Test("A signed command that a rule refuses keeps the signature: that it was asked for is proved too")
    func refused() async throws {
        try await withTrail { trail in
            let unknown = Quote.changePrice("Q-9", line: "L-1", to: .cny(1), reason: "x")
            let handled = try await handle(unknown, id: "r-1", with: signer(1), trail)
            #expect(handled.refusal?.rule.hasPrefix("quote.") == true)
            let event = try first(handled, trail)
            let command = try #require(event.command)
            #expect(event.signature?.verifies(command) == true)
        }
    }

    @Test("A key signs until it is revoked; what it signed before stays signed")
    func revoked() async throws {
        try await withTrail { trail in
            let key = try signer(1)
            let before = try await handle(price(98), id: "r-1", with: key, trail)
            let revoke = AuthorKey.revoke(try publicKey(key), of: "rep:lin", reason: "lost phone")
            #expect(try await handle(revoke, id: "k-1", with: key, trail).refusal == nil)
            let after = try await handle(price(97), id: "r-2", with: key, trail)
            #expect(after.refusal?.rule == "signature.retired-key")
            // The same command again is what was accepted then, with its receipt.
            let again = try await handle(price(98), id: "r-1", with: key, trail)
            #expect(again.refusal == nil && again.receipt?.positions == before.receipt?.positions)
            let event = try first(before, trail)
            let command = try #require(event.command)
            #expect(event.signature?.verifies(command) == true)
        }
    }

    @Test("After a rotation the new key signs and the old one does not")
    func rotated() async throws {
        try await withTrail { trail in
            let (old, new) = (try signer(1), try signer(2))
            let rotate = AuthorKey.rotate(to: try publicKey(new), of: "rep:lin")
            #expect(try await handle(price(98), id: "r-1", with: new, trail).refusal?.rule == "signature.other-key")
            #expect(try await handle(rotate, id: "k-1", with: old, trail).refusal == nil)
            #expect(try await handle(price(97), id: "r-2", with: old, trail).refusal?.rule == "signature.retired-key")
            #expect(try await handle(price(96), id: "r-3", with: new, trail).refusal == nil)
        }
    }

    @Test("A known command with another signature is not the same; without one it gets the first answer")
    func replayed() async throws {
        try await withTrail { trail in
            let key = try signer(1)
            let accepted = try await handle(price(98), id: "r-1", with: key, trail)
            let stripped = try await handle(price(98), id: "r-1", with: nil, trail)
            #expect(stripped.receipt?.positions == accepted.receipt?.positions)
            var thrown = await #expect(throws: AppendError.self) {
                try await self.handle(self.price(98), id: "r-1", with: self.signer(2), trail)
            }
            #expect(thrown?.code == .commandReused)
            let unsigned = try await handle(price(97), id: "r-2", with: nil, trail)
            #expect(unsigned.refusal == nil)
            thrown = await #expect(throws: AppendError.self) {
                try await self.handle(self.price(97), id: "r-2", with: key, trail)
            }
            #expect(thrown?.code == .commandReused)
            // A refusal for a bad signature is the answer for good: it takes a new id to ask again.
            _ = try await handle(price(96), id: "r-3", with: signer(2), trail)
            #expect(try await handle(price(96), id: "r-3", with: key, trail).refusal?.rule == "signature.other-key")
        }
    }

    @Test("No changed bit of key or signature is taken", arguments: [UInt64(20_260_311)])
    func flipped(_ seed: UInt64) async throws {
        var random = seed
        func next(_ bound: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((random >> 33) % UInt64(bound))
        }
        let record = try CommandRecord(ordered, origin: "example.com/test", id: "r-1", author: lin, occurredAt: nil)
        let (signature, canonical) = (try signer(1).sign(record), record.canonical)
        #expect(signature.verifies(canonical))
        for round in 0..<300 {
            var (key, bytes, command) = (signature.key.bytes, signature.bytes, canonical)
            switch round % 3 {
            case 0: key[next(key.count)] ^= 1 << UInt8(next(8))
            case 1: bytes[next(bytes.count)] ^= 1 << UInt8(next(8))
            default: command[next(command.count)] ^= 1 << UInt8(next(8))
            }
            let changed = try #require(AuthorPublicKey(bytes: key))
            let other = try #require(CommandSignature(key: changed, bytes: bytes))
            #expect(!other.verifies(command), "seed \(seed), round \(round)")
        }
    }

    @Test("By position: any run of rotations, revocations and edits keeps to the key in force", arguments: 1...4)
    func runs(_ seed: Int) async throws {
        try await withTrail { trail in
            var random = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15
            func next(_ bound: Int) -> Int {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int((random >> 33) % UInt64(bound))
            }
            var (inForce, newest) = (UInt8?.some(1), UInt8(1))
            for step in 0..<40 {
                let id = CommandID("run-\(step)")
                switch next(6) {
                case 0:
                    newest += 1
                    let key = try publicKey(try signer(newest))
                    let handled =
                        inForce == nil
                        ? try await handle(AuthorKey.register(key, of: "rep:lin"), id: id, with: nil, trail)
                        : try await handle(AuthorKey.rotate(to: key, of: "rep:lin"), id: id, with: nil, trail)
                    #expect(handled.refusal == nil, "seed \(seed), step \(step)")
                    inForce = newest
                case 1:
                    guard let current = inForce else { continue }
                    let key = try publicKey(try signer(current))
                    let revoke = AuthorKey.revoke(key, of: "rep:lin", reason: "run")
                    #expect(try await handle(revoke, id: id, with: signer(current), trail).refusal == nil)
                    inForce = nil
                default:
                    let used = UInt8(1 + next(Int(newest)))
                    let handled = try await handle(price(1_000 + step), id: id, with: signer(used), trail)
                    #expect((handled.refusal == nil) == (used == inForce), "seed \(seed), step \(step)")
                    let event = try first(handled, trail)
                    #expect((event.signature != nil) == (used == inForce), "seed \(seed), step \(step)")
                }
            }
        }
    }
}
