import Dealtrail
import DealtrailSimulator
import Foundation
import Synchronization
import Testing

/// Half a believable year with private notes in it, and what an erasure leaves of them.
@Suite("Erasure in a trail with a past")
struct ErasureSearchTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-erased-\(UUID())").path()
    private let ops = Author("ops:wu")

    private func secret(_ number: Int, of author: ActorID) -> String {
        "what nobody else may read, number \(number) of \(author)"
    }

    /// A trail with notes among its first and last commands, a sealed run of the index, and all views built.
    private func prepared() async throws -> (trail: Trail, secrets: [String]) {
        let now = Mutex(Timestamp(nanoseconds: 0))
        let simulator = Simulator(seed: 73, reps: 3, days: 120)
        now.withLock { $0 = simulator.start.start(offsetMinutes: simulator.calendar.offsetMinutes) }
        let trail = try await Trail.create(
            at: directory + "/trail", origin: "example.com/sales", by: ops,
            options: TrailOptions(mapSize: 1 << 30, clock: { now.withLock { $0 } }, sealThreshold: 1_024))
        var secrets: [String] = []
        for (number, step) in simulator.enumerated() {
            now.withLock { $0 = step.recordedAt }
            _ = try await trail.handle(step.command, by: step.author, id: step.id, occurredAt: step.occurredAt)
            guard number % 150 == 149 else { continue }
            let accounts = try await trail.health().scores.map(\.account).sorted()
            guard let account = accounts.first else { continue }
            for author in ["rep:lin", "rep:chen"] as [ActorID] {
                let text = secret(number, of: author)
                let handled = try await trail.addPrivateNote(
                    NoteID("\(author)-\(number)"), about: account, text: text, by: Author(author),
                    id: CommandID("note-\(author)-\(number)"))
                #expect(handled.receipt != nil)
                secrets.append(text)
            }
        }
        _ = try await trail.tick(by: Author("service:ticker", kind: .service))
        return (trail, secrets)
    }

    /// The key of a subject, as it lies in the file: 32 bytes at offset 72 of the slot with its hash.
    private func key(of subject: String, in trail: String) throws -> Data {
        let file = try Data(contentsOf: URL(filePath: trail + "/keys/subjects.keys"))
        let hash = Data(ContentDigest(of: Array(subject.utf8)).bytes)
        let slot = try #require(
            stride(from: 128, to: file.count, by: 128).first { file[$0 + 8..<$0 + 40] == hash })
        return file[slot + 72..<slot + 104]
    }

    /// The files under a directory that hold any of these bytes.
    private func files(holding bytes: [Data], under path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            guard let content = FileManager.default.contents(atPath: path + "/" + name) else { return false }
            return bytes.contains { content.range(of: $0) != nil }
        }
    }

    /// Every state of every view in a store, after it has taken in the log to its end.
    private func states(_ trail: Trail, _ store: ViewStore, rebuilt: Bool) async throws -> [String: [UInt8]] {
        var states: [String: [UInt8]] = [:]
        func add<View: Projection>(_ view: View.Type) async throws {
            let runtime = try ProjectionRuntime(view, log: trail.log, store: store)
            if rebuilt { try await runtime.rebuild() }
            _ = try await runtime.catchUp()
            try runtime.reading { reader in
                try reader.forEach { key, state in
                    states["\(View.name) \(key)"] = try CBOREncoder().encode(state)
                    return true
                }
            }
        }
        for view in SalesViews.all { try await add(view) }
        return states
    }

    @Test func `Nothing is left of it in log, index, views, backups, tiles and proofs; views stay as they were`()
        async throws
    {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (trail, secrets) = try await prepared()
        let path = directory + "/trail"
        let live = try ViewStore(at: directory + "/live")
        let before = try await states(trail, live, rebuilt: false)
        #expect(Set(before.keys.compactMap { $0.split(separator: " ").first }).count == SalesViews.all.count)
        // Others that have the trail open, and have read notes.
        let others = [try await Trail.open(at: path), try await Trail.open(at: path)]
        for other in others {
            #expect(try await other.privateNotes(of: "rep:lin").notes.allSatisfy { $0.status == .open })
        }
        let signer = try SignerKey.generate(name: "example.com/sales")
        let signed = try await trail.log.checkpoint(by: ops, signer: signer)
        let note = try #require(
            try trail.log.events(EventFilter(query: Query(items: [.init(kinds: [PrivateNoteAdded.kind], tags: [])])))
                .last)
        let proof = try trail.log.proof(ofEventAt: note.position, in: signed)
        let (lin, chen) = (try key(of: "rep:lin", in: path), try key(of: "rep:chen", in: path))
        #expect(try files(holding: [lin, chen], under: path) == ["keys/subjects.keys"])
        #expect(FileManager.default.fileExists(atPath: path + "/index/data.mdb"))

        guard case .erased = try await trail.erase("rep:lin", reason: "request 17", by: ops, id: "e-1") else {
            Issue.record("not erased")
            return
        }
        _ = try TrailCopy.copy(from: path, to: path + "/backup")
        _ = try trail.log.exportTiles(of: signed, to: path + "/tiles")
        try Data(proof.bytes).write(to: URL(filePath: path + "/note.tlog-proof"))
        try Data(trail.log.proof(ofHistory: note.stream, in: signed).bytes)
            .write(to: URL(filePath: path + "/note.history"))
        let plain = secrets.map { Data($0.utf8) } + [Data("nobody else may read".utf8)]
        #expect(try files(holding: plain + [lin], under: directory) == [])
        #expect(
            try Set(files(holding: [chen], under: path)) == ["keys/subjects.keys", "backup/keys/subjects.keys"])

        for other in others {
            #expect(try await other.privateNotes(of: "rep:lin").notes.allSatisfy { $0.status == .erased })
            #expect(try await other.privateNotes(of: "rep:chen").notes.allSatisfy { $0.status == .open })
        }
        #expect(try await states(trail, live, rebuilt: false) == before, "live")
        let anew = try ViewStore(at: directory + "/anew")
        #expect(try await states(trail, anew, rebuilt: true) == before, "built again")
        #expect(try trail.log.proof(ofEventAt: note.position, in: signed) == proof)
        for other in others { try await other.close() }
        try await trail.close()
        try live.close()
        try anew.close()
        #expect(try files(holding: plain + [lin], under: directory) == [], "also after everything was closed")
        let report = try TrailVerifier(directory: path).verify()
        #expect(report.isSound && report.indexRuns > 0, "\(report)")
    }
}
