import DealtrailProof
import Testing

@Suite("Trust policies")
struct TrustPolicyTests {
    private let tree = MemoryTree(leaves: (0..<5).map { TreeHasher.leaf([UInt8($0)]) })

    private func cosigned(by numbers: [UInt8], time: UInt64 = 1_700_000_000) throws -> SignedCheckpoint {
        try numbers.reduce(Keys.checkpoint(tree)) { signed, number in
            try signed.adding(Keys.witness(number).sign(signed.note.body, time: time))
        }
    }

    private func code(_ policy: TrustPolicy, _ signed: SignedCheckpoint) -> TrustError.Code? {
        do throws(TrustError) {
            _ = try policy.evaluate(signed)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("Two of three witnesses are enough when two are asked for, and one is not")
    func threshold() throws {
        let keys = try (1...3).map { try Keys.witness(UInt8($0)).verifierKey }
        let policy = try TrustPolicy(log: Keys.log().verifierKey, witnesses: keys, threshold: 2)
        #expect(try code(policy, cosigned(by: [])) == .tooFewWitnesses)
        #expect(try code(policy, cosigned(by: [2])) == .tooFewWitnesses)
        #expect(try code(policy, cosigned(by: [9, 8])) == .tooFewWitnesses)
        let verdict = try policy.evaluate(cosigned(by: [3, 1], time: 5))
        #expect(verdict.cosignatures.map(\.time) == [5, 5])
        #expect(verdict.cosignatures.map(\.witness) == [keys[0].description, keys[2].description])
    }

    @Test("A witness who signs twice counts once")
    func doubleSignature() throws {
        let keys = try (1...2).map { try Keys.witness(UInt8($0)).verifierKey }
        let policy = try TrustPolicy(log: Keys.log().verifierKey, witnesses: keys, threshold: 2)
        let once = try cosigned(by: [1])
        let twice = try once.adding(Keys.witness(1).sign(once.note.body, time: 9))
        #expect(twice.note.signatures.count == 3)
        #expect(code(policy, twice) == .tooFewWitnesses)
        #expect(throws: FormatError.self) {
            try TrustPolicy(log: Keys.log().verifierKey, witnesses: [keys[0], keys[0]], threshold: 1)
        }
    }

    @Test("Whoever is not the log, or changes what it signed, is refused")
    func attacks() throws {
        let policy = try TrustPolicy(log: Keys.log().verifierKey)
        let signed = try Keys.checkpoint(tree)
        #expect(code(policy, signed) == nil)
        #expect(try code(policy, Keys.checkpoint(tree, by: Keys.log("example.com/other"))) == .otherOrigin)
        #expect(try code(policy, Keys.checkpoint(tree, by: Keys.log(seed: 2))) == .unsigned)
        let claim = signed.note.signatures[0]
        var altered = claim.payload
        altered[5] ^= 1
        for payload in [altered, Array(claim.payload.dropLast()), claim.payload + [0]] {
            let forged = NoteSignature(name: claim.name, keyID: claim.keyID, payload: payload)
            #expect(code(policy, signed.adding(forged)) == .forgedSignature)
        }
    }

    @Test("The time of a cosignature is part of what is signed")
    func cosignedTime() throws {
        let policy = try TrustPolicy(
            log: Keys.log().verifierKey, witnesses: [Keys.witness(1).verifierKey], threshold: 1)
        let signed = try Keys.checkpoint(tree)
        let cosignature = try Keys.witness(1).sign(signed.note.body, time: 1_700_000_000)
        var payload = cosignature.payload
        payload[7] ^= 1
        let moved = NoteSignature(name: cosignature.name, keyID: cosignature.keyID, payload: payload)
        #expect(cosignature.cosignatureTime == 1_700_000_000)
        #expect(code(policy, signed.adding(cosignature)) == nil)
        #expect(code(policy, signed.adding(moved)) == .forgedSignature)
    }

    @Test("A policy text with groups of groups is read and obeyed")
    func groups() throws {
        let witnesses = try (1...3).map {
            "witness w\($0) \(try Keys.witness(UInt8($0)).verifierKey) https://w\($0).example"
        }
        let text = """
            # who is believed
            log \(try Keys.log().verifierKey)

            \(witnesses.joined(separator: "\n"))
            group banks all w1 w2
            group outside 1 banks w3
            quorum outside
            """
        let policy = try TrustPolicy(parsing: text)
        #expect(policy.witnesses.map(\.name) == ["w1", "w2", "w3"])
        #expect(try code(policy, cosigned(by: [1])) == .tooFewWitnesses)
        #expect(try code(policy, cosigned(by: [1, 2])) == nil)
        #expect(try code(policy, cosigned(by: [3])) == nil)
    }

    @Test(
        "A malformed policy is refused with its line",
        arguments: [
            ("", 1), ("LOG", 1), ("quorum none", 1), ("LOG\nquorum none\nquorum none", 3), ("LOG\nquorum w", 2),
            ("log nonsense\nquorum none", 1), ("log WITNESS\nquorum none", 1), ("witness w KEY\nquorum none", 1),
            ("LOG\nwitness w WITNESS\nwitness v WITNESS\nquorum w", 3), ("LOG\nwitness none WITNESS\nquorum none", 2),
            ("LOG\nwitness w WITNESS\ngroup g 2 w\nquorum g", 3), ("LOG\nwitness w WITNESS\ngroup g 0 w\nquorum g", 3),
            ("LOG\nwitness w WITNESS\ngroup g any v\nquorum g", 3),
            ("LOG\nwitness w WITNESS\ngroup g any w w\nquorum g", 3),
            ("LOG\nwitness w WITNESS\ngroup w any w\nquorum w", 3), ("LOG\ntrust me\nquorum none", 2),
        ])
    func malformed(text: String, line: Int) throws {
        let text = text.replacing("LOG", with: "log KEY").replacing("KEY", with: try Keys.log().verifierKey.description)
            .replacing("WITNESS", with: try Keys.witness(1).verifierKey.description)
        let error = #expect(throws: FormatError.self) { try TrustPolicy(parsing: text) }
        #expect(error?.line == line, "\(error?.description ?? "")")
    }
}
