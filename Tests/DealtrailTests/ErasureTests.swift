import Dealtrail
import Foundation
import Testing

/// From a sealed note to its erasure, through the face.
@Suite("Erasure")
struct ErasureTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-erasure-\(UUID())").path()
    private let lin = Author("rep:lin")
    private let ops = Author("ops:wu")

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private func prepared(_ notes: Int = 2) async throws -> Trail {
        let trail = try await Trail.create(
            at: directory + "/trail", origin: "example.com/sales", by: ops,
            options: TrailOptions(mapSize: 1 << 30, clock: SteppingClock().now))
        _ = try await trail.handle(Account.create("acme", owner: "rep:lin"), by: lin, id: "a-1")
        for number in 0..<notes {
            let handled = try await trail.addPrivateNote(
                NoteID("N-\(number)"), about: "acme", text: "secret \(number)", by: lin, id: CommandID("n-\(number)"))
            #expect(handled.refusal == nil && handled.receipt != nil)
        }
        return trail
    }

    private func erase(_ trail: Trail, _ subject: SubjectID = "rep:lin", id: CommandID = "e-1") async throws
        -> ErasureReceipt
    {
        guard case .erased(let receipt) = try await trail.erase(subject, reason: "request 17", by: ops, id: id) else {
            throw Missing()
        }
        return receipt
    }

    private struct Missing: Error {}

    private func texts(_ trail: Trail, _ author: ActorID = "rep:lin") async throws -> [String?] {
        try await trail.privateNotes(of: author).notes.map(\.text)
    }

    @Test func `A note is its author's alone, and sent twice it is one`() async throws {
        let trail = try await prepared()
        let again = try await trail.addPrivateNote("N-1", about: "acme", text: "secret 1", by: lin, id: "n-1")
        #expect(again.receipt?.isReplay == true)
        #expect(try await texts(trail) == ["secret 0", "secret 1"])
        #expect(try await texts(trail, "rep:chen") == [])
        // It stays with him when the customer changes hands.
        _ = try await trail.handle(Account.changeOwner("acme", to: "rep:chen", reason: "x"), by: ops, id: "o-1")
        #expect(try await texts(trail).count == 2)
        #expect(try await texts(trail, "rep:chen") == [])
        try await trail.close()
    }

    @Test func `Whom the policy does not let erase destroys nothing, and the refusal is recorded`() async throws {
        let trail = try await prepared()
        var policy = SalesPolicy.standard
        policy.version = "own-notes"
        policy.erasure = ErasureRules(privateNotes: ["author"], personalData: ["ops"])
        _ = try await trail.publish(policy, by: ops, id: "p-1")
        guard case .refused(let refusal) = try await trail.erase("rep:lin", reason: "request 17", by: ops, id: "e-1")
        else { throw Missing() }
        #expect(refusal.rule == "erasure.private-notes" && refusal.version == "own-notes")
        let note = try #require(refusal.inputs["event"].flatMap { EventID($0) })
        #expect(try trail.event(note)?.kind == "private-note.added")
        #expect(try await texts(trail) == ["secret 0", "secret 1"])
        let recorded = try trail.log.events(EventFilter(query: .kinds(CommandRefused.kind)), in: 0..<UInt64.max)
        #expect(try recorded.map { try $0.decode(CommandRefused.self).refusal.rule } == ["erasure.private-notes"])
        guard case .erased = try await trail.erase("rep:lin", reason: "request 17", by: lin, id: "e-2") else {
            throw Missing()
        }
        #expect(try await texts(trail) == [nil, nil])
        try await trail.close()
    }

    @Test func `After an erasure values read as erased, and views, root and proofs are what they were`() async throws {
        let trail = try await prepared()
        let checkpoint = try await trail.log.checkpoint(by: ops, signer: SignerKey.generate(name: "example.com/sales"))
        let proof = try trail.log.proof(ofEventAt: 2, in: checkpoint)
        let history = try trail.log.proof(ofHistory: "account:acme", in: checkpoint)
        let (root, size) = (try trail.head().root, try trail.head().size)
        let before = try await views(trail)
        let receipt = try await erase(trail)
        #expect(receipt.position == size && receipt.keys.count == 1 && receipt.reason == "request 17")
        let notes = try await trail.privateNotes(of: "rep:lin").notes
        #expect(notes.map(\.status) == [.erased, .erased] && notes.allSatisfy { $0.text == nil })
        let event = try #require(try trail.event(at: 2)).decode(PrivateNoteAdded.self)
        #expect(try trail.open(event.text, for: .privateNote) == .erased)
        #expect(try await views(trail) == before)
        #expect(before.contains { $0.key.hasPrefix("private-notes") })
        #expect(try trail.log.root(at: size) == root)
        #expect(try trail.log.proof(ofEventAt: 2, in: checkpoint) == proof)
        #expect(try trail.log.proof(ofHistory: "account:acme", in: checkpoint) == history)
        let report = try TrailVerifier(directory: directory + "/trail").verify()
        #expect(report.isSound, "\(report)")
        try await trail.close()
    }

    /// The stored bytes of every state of every view, built anew from the whole log.
    private func views(_ trail: Trail) async throws -> [String: [UInt8]] {
        let store = try ViewStore(at: directory + "/views-\(UUID())")
        var states: [String: [UInt8]] = [:]
        func add<View: Projection>(_ view: View.Type) async throws {
            let runtime = try ProjectionRuntime(view, log: trail.log, store: store)
            try await runtime.rebuild()
            try runtime.reading { reader in
                try reader.forEach { key, state in
                    states["\(View.name) \(key)"] = try CBOREncoder().encode(state)
                    return true
                }
            }
        }
        for view in SalesViews.all { try await add(view) }
        try store.close()
        return states
    }

    @Test func `An erasure is done once, and a subject of whom nothing was sealed is refused`() async throws {
        let trail = try await prepared()
        let receipt = try await erase(trail)
        let size = try trail.head().size
        guard
            case .already(keysFound: 0, let told) = try await trail.erase(
                "rep:lin", reason: "again", by: ops, id: "e-2")
        else {
            Issue.record("not already")
            return
        }
        #expect(try trail.head().size == size && told == receipt)
        #expect(try await erase(trail) == receipt, "the same command has the same answer")
        // A receipt that got lost is written again.
        try FileManager.default.removeItem(atPath: directory + "/trail/receipts")
        _ = try await trail.erase("rep:lin", reason: "again", by: ops, id: "e-3")
        #expect(try ErasureReceipt.read(directory + "/trail/receipts") == [receipt])
        guard case .refused(let refusal) = try await trail.erase("contact:9", reason: "x", by: ops, id: "e-4") else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.rule == "subject.unknown")
        try await trail.close()
    }

    @Test func `What is sealed after an erasure has another key, which another erasure destroys`() async throws {
        let trail = try await prepared()
        let first = try await erase(trail)
        _ = try await trail.addPrivateNote("N-9", about: "acme", text: "new", by: lin, id: "n-9")
        #expect(try await texts(trail) == [nil, nil, "new"])
        let second = try await erase(trail, id: "e-9")
        #expect(second.keys.count == 1 && second.keys != first.keys)
        #expect(try await texts(trail) == [nil, nil, nil])
        try await trail.close()
    }

    @Test func `A refused erasure destroys nothing`() async throws {
        let trail = try await prepared()
        guard case .refused(let refusal) = try await trail.erase("rep:lin", reason: " ", by: ops, id: "e-1") else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.rule == "subject.reason-required")
        #expect(try await texts(trail) == ["secret 0", "secret 1"])
        try await trail.close()
    }

    @Test func `Who decides the command without the face's help destroys the keys too`() async throws {
        let trail = try await prepared()
        let keys = try trail.log.subjectKeys.commitments(of: "rep:lin")
        let erase = Subject.erase("rep:lin", keys: keys, reason: "request 17")
        #expect(try await trail.handle(erase, by: ops, id: "e-1").receipt != nil)
        #expect(try await texts(trail) == [nil, nil])
        try await trail.close()
    }

    @Test func `An erasure that names the key of another destroys nothing and is not recorded`() async throws {
        let trail = try await prepared()
        _ = try await trail.addPrivateNote("N-8", about: "acme", text: "his", by: Author("rep:chen"), id: "n-8")
        let (own, others) = (
            try trail.log.subjectKeys.commitments(of: "rep:lin"), try trail.log.subjectKeys.commitments(of: "rep:chen")
        )
        let size = try trail.head().size
        let error = await #expect(throws: SubjectKeyError.self) {
            try await trail.handle(Subject.erase("rep:lin", keys: own + others, reason: "x"), by: ops, id: "e-1")
        }
        #expect(error?.code == .otherSubject)
        #expect(try trail.head().size == size)
        #expect(try await texts(trail) == ["secret 0", "secret 1"])
        #expect(try await texts(trail, "rep:chen") == ["his"])
        try await trail.close()
    }

    @Test func `A note that somebody appends with another's text is not opened for him`() async throws {
        let trail = try await prepared(1)
        let his = try #require(try trail.event(at: 2)).decode(PrivateNoteAdded.self)
        for (id, author) in [("x-1", "rep:chen"), ("x-2", "rep:lin")] as [(CommandID, ActorID)] {
            let copy = PrivateNoteAdded(note: NoteID(id.rawValue), account: "acme", author: author, text: his.text)
            let answer = await trail.log.append([AppendRequest([try NewEvent(copy)], by: Author("rep:chen"), id: id)])
            _ = try answer[0].get()
        }
        #expect(try await texts(trail, "rep:chen") == [])
        #expect(try await texts(trail) == ["secret 0"])
        try await trail.close()
    }

    @Test func `A reason that would not fit into the event is refused before a key is gone`() async throws {
        let trail = try await prepared(1)
        let long = String(repeating: "x", count: 1_001)
        guard case .refused(let refusal) = try await trail.erase("rep:lin", reason: long, by: ops, id: "e-1") else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.rule == "subject.too-much")
        #expect(try await texts(trail) == ["secret 0"])
        await #expect(throws: SubjectKeyError.self) {
            try await trail.seal("x", of: SubjectID(String(repeating: "s", count: 121)), for: "y", by: "s-1")
        }
        try await trail.close()
    }

    @Test func `Nobody says that something was erased by appending an event`() async throws {
        let trail = try await prepared()
        let event = try NewEvent(SubjectErased(subject: "rep:lin", keys: [], reason: "lie"))
        let answer = await trail.log.append([AppendRequest([event], by: ops, id: "lie")])
        #expect(throws: AppendError.self) { try answer[0].get() }
        try await trail.close()
    }

    @Test func `When keys cannot be destroyed, the log does not say that they were`() async throws {
        let trail = try await prepared()
        let size = try trail.head().size
        let file = directory + "/trail/keys/subjects.keys"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        await #expect(throws: SubjectKeyError.self) {
            try await trail.erase("rep:lin", reason: "request 17", by: ops, id: "e-1")
        }
        #expect(try trail.head().size == size)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        _ = try await erase(trail)
        #expect(try await texts(trail) == [nil, nil])
        try await trail.close()
    }

    @Test func `Where the policy demands it, an erasure is signed by its author, or nothing is destroyed`() async throws
    {
        let trail = try await prepared()
        let key = try SignerKey.generate(name: "ops-wu")
        let stranger = try SignerKey.generate(name: "ops-wu")
        let registered = try await trail.handle(
            AuthorKey.register(try #require(AuthorPublicKey(bytes: key.verifierKey.publicKey)), of: ops.id), by: ops,
            id: "k-1")
        #expect(registered.refusal == nil, "\(registered)")
        var policy = SalesPolicy.standard
        policy.version = "signed"
        policy.signatures = SignatureRules(requiredFor: ["subject.erase"])
        _ = try await trail.publish(policy, by: ops, id: "p-1")
        for (id, signer) in [("e-none", nil), ("e-other", stranger)] as [(CommandID, SignerKey?)] {
            let refused = try await trail.erase("rep:lin", reason: "request 17", by: ops, id: id, signer: signer)
            guard case .refused(let refusal) = refused else {
                Issue.record("\(refused)")
                continue
            }
            #expect(refusal.rule.hasPrefix("signature."), "\(refusal)")
            #expect(try await texts(trail) == ["secret 0", "secret 1"], "nothing is destroyed")
        }
        let erased = try await trail.erase("rep:lin", reason: "request 17", by: ops, id: "e-1", signer: key)
        guard case .erased(let receipt) = erased else {
            Issue.record("\(erased)")
            return
        }
        #expect(try trail.log.event(at: receipt.position)?.signature != nil)
        #expect(try await texts(trail) == [nil, nil])
        try await trail.close()
    }

    @Test func `A note that was sealed before the erasure and comes after it is refused`() async throws {
        let trail = try await prepared()
        let sealed = try await trail.seal("late", of: "rep:lin", for: .privateNote, by: "n-7")
        _ = try await erase(trail)
        let handled = try await trail.handle(PrivateNote.add("N-7", about: "acme", text: sealed), by: lin, id: "n-7")
        #expect(handled.refusal?.rule == "subject.key-erased")
        try await trail.close()
    }

    @Test func `Restoring a backup applies erasures again, those of its log and those of receipts`() async throws {
        let trail = try await prepared()
        _ = try await trail.seal("x", of: "contact:1", for: "address", by: "s-1")
        let early = directory + "/early"
        _ = try TrailCopy.copy(from: directory + "/trail", to: early)
        let keys = try Data(contentsOf: URL(filePath: directory + "/trail/keys/subjects.keys"))
        let receipt = try await erase(trail)
        let root = try trail.head().root
        try await trail.close()

        // The file of keys from before, the log from after: as a careless hand would put them together.
        let mixed = directory + "/mixed"
        try FileManager.default.copyItem(atPath: directory + "/trail", toPath: mixed)
        try keys.write(to: URL(filePath: mixed + "/keys/subjects.keys"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: mixed + "/keys/subjects.keys")
        let found = try TrailVerifier(directory: mixed).verify()
        #expect(found.problems.map(\.check) == ["erasure"] && found.problems.first?.position == receipt.position)
        let copied = try TrailCopy.copy(from: mixed, to: directory + "/late")
        #expect(copied.erasedAgain == 1)
        let late = try await Trail.open(at: directory + "/late")
        #expect(try late.head().root == root)
        #expect(try await texts(late) == [nil, nil])
        try await late.close()

        // The backup from before has the key; the receipt takes it away before there is a trail.
        let again = try TrailCopy.copy(from: early, to: directory + "/again", receipts: [receipt])
        #expect(again.erasedAgain == 1)
        let restored = try await Trail.open(at: directory + "/again")
        #expect(try await texts(restored) == [nil, nil])
        #expect(try restored.log.subjectKeys.commitments(of: "contact:1").count == 1)
        let alive = try restored.log.subjectKeys.commitments(of: "contact:1")
        #expect(try restored.log.subjectKeys.alive(of: alive) == alive, "the keys of others stay")
        let recorded = try await restored.erase(
            receipt.subject, keys: receipt.keys, reason: "again", by: ops, id: "e-again")
        guard case .erased = recorded else {
            Issue.record("\(recorded)")
            return
        }
        try await restored.close()
        #expect(throws: TrustError.self) {
            let stranger = try JSONDecoder().decode(
                ErasureReceipt.self,
                from: Data(try receipt.text().replacing("example.com/sales", with: "example.com/other").utf8))
            return try TrailCopy.copy(from: early, to: directory + "/stranger", receipts: [stranger])
        }
    }
}
