import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailLog

/// The map of stream heads that one process keeps for the next: it saves reading, and nothing rests on it.
@Suite("The stored map of stream heads")
struct StoredHeadsTests {
    let directory = TemporaryDirectory()
    let key: SignerKey
    let author = Author("ops:signer")

    init() throws {
        key = try SignerKey(name: "example.com/test", seed: Array(repeating: 3, count: 32))
    }

    private func append(_ events: Int, to log: TrailLog) async throws {
        let start = try log.head().size
        let requests = (0..<events).map { AppendRequest.sample("c\(start)-\($0)", [.sample("quote:\($0 % 7)")]) }
        for result in await log.append(requests) { _ = try result.get() }
    }

    private func open() throws -> TrailLog { try TrailLog.open(at: directory.path, options: .testing()) }

    private var file: String { directory.path + "/checkpoints/stream-heads" }

    /// A closed trail with a checkpoint of 21 events, and one event behind it.
    private func signed() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        try await append(20, to: log)
        _ = try await log.checkpoint(by: author, signer: key)
        try await append(1, to: log)
        try await log.close()
    }

    /// Gives an early event of `quote:3` another checksum of its body, so that whoever reads the log from its beginning
    /// stumbles; the event itself, and the tree over it, stay as they are.
    private func damage(_ log: TrailLog) throws {
        let position: UInt64 = 3
        var record: [UInt8] = []
        do {
            let read = try log.store.environment.read()
            record = try read.value(forKey: position, in: log.store.events)?.array() ?? []
        }
        try #require(!record.isEmpty)
        record[8] ^= 1
        let header = SipHash.unkeyed.hash(Array(record[4..<Int(record[4]) + Int(record[5]) * 256]).rawSpan)
        for index in 0..<4 { record[index] = UInt8(truncatingIfNeeded: header >> UInt64(8 * index)) }
        let altered = record
        try log.store.environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            try transaction.put(altered.rawSpan, forKey: position, in: log.store.events)
        }
    }

    @Test("What was written reads back, whatever the number of streams", arguments: [0, 1, 2, 3, 100, 1_000])
    func roundTrip(streams: Int) throws {
        let heads = (0..<streams).map { number in
            (
                stream: "quote:\(number)",
                head: StreamHead(nextRevision: UInt64(number) + 1, leaf: TreeHasher.leaf([UInt8(number & 255)]))
            )
        }
        let stored = StoredStreamHeads(size: 77, map: StreamMap(heads))
        let read = try #require(StoredStreamHeads(stored.bytes))
        #expect(read.size == 77 && read.map.count == streams && read.map.root == stored.map.root)
        #expect(read.bytes == stored.bytes)
        for (stream, head) in heads { #expect(read.map[stream] == head) }
    }

    @Test("The next process reads only what came after, and all of it where there is no map")
    func readsTheRest() async throws {
        try await signed()
        #expect(FileManager.default.fileExists(atPath: file))
        let log = try open()
        try damage(log)
        let next = try await log.checkpoint(by: author, signer: key)
        #expect(next.checkpoint.size == 23)
        try await log.close()
        try FileManager.default.removeItem(atPath: file)
        let other = try open()
        try await append(1, to: other)
        await #expect(throws: EventError.self) { try await other.checkpoint(by: self.author, signer: self.key) }
        try await other.close()
    }

    @Test("A history needs no more than the map either")
    func history() async throws {
        try await signed()
        let log = try open()
        try damage(log)
        let proof = try log.proof(ofHistory: "quote:5")
        let heads = try #require(try log.event(at: 20)).decode(StreamHeadsCommitted.self)
        let root = try #require(Digest(heads.root.bytes))
        #expect(try proof.verify(TrustPolicy(log: key.verifierKey), mapRoot: root).checkpoint.size == 21)
        try await log.close()
    }

    @Test("A damaged, cut or strange map is passed over, and the next statement is true all the same")
    func damaged() async throws {
        try await signed()
        let sound = [UInt8](try #require(FileManager.default.contents(atPath: file)))
        var variants: [[UInt8]] = [[], Array(sound.dropLast()), sound + [0], Array(sound.dropLast(72)), [1, 2, 3]]
        for place in stride(from: 0, to: sound.count, by: 13) {
            var altered = sound
            altered[place] ^= 0x10
            variants.append(altered)
        }
        for (number, variant) in variants.enumerated() {
            try Data(variant).write(to: URL(filePath: file))
            let log = try open()
            try await append(1, to: log)
            _ = try await log.checkpoint(by: author, signer: key)
            try await log.close()
            let report = try TrailVerifier(directory: directory.path).verify()
            #expect(report.isSound && report.streamHeads == number + 2, "variant \(number): \(report.problems)")
        }
    }

    @Test("Attack: a false map with a statement that fits it counts only under the signer's own signature")
    func forged() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        try await append(20, to: log)
        // Somebody who can write to the files: a map that lacks a stream, the statement of it, and a checkpoint of his.
        var heads = StreamMap()
        for event in try log.events() where event.stream != "quote:3" {
            heads.set(
                event.stream.rawValue,
                StreamHead(nextRevision: event.revision + 1, leaf: TreeHasher.leaf(event.canonical)))
        }
        let root = try #require(ContentDigest(bytes: heads.root.bytes))
        let statement = StreamHeadsCommitted(events: 20, streams: UInt64(heads.count), root: root)
        let request = AppendRequest([try NewEvent(statement)], by: author, id: "forged")
        let result = await log.submit(weight: 1) { commit in [.success(try commit.append(request))] }
        _ = try result.get()
        let stranger = try SignerKey(name: "example.com/test", seed: Array(repeating: 9, count: 32))
        let head = try log.head()
        let forged = try SignedCheckpoint(
            Checkpoint(origin: log.origin, size: head.size, root: head.root), by: stranger)
        try log.checkpoints.write(forged)
        try Data(StoredStreamHeads(size: 20, map: heads).bytes).write(to: URL(filePath: file))
        try await append(1, to: log)
        _ = try await log.checkpoint(by: author, signer: key, isNewKey: true)
        try await log.close()
        let report = try TrailVerifier(directory: directory.path).verify()
        // The forged statement is false, and the one after it is true.
        #expect(report.problems.map(\.check) == ["heads"] && report.problems.first?.position == 20)
        #expect(report.streamHeads == 2)
    }
}
