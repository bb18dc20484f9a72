import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailLog

/// A run of the index can be written anew by whoever may write the files, with everything that it says of itself.
@Suite("Verify an index that was made to fit")
struct VerifyIndexTests {
    let directory = TemporaryDirectory()
    private let options = TrailOptions.testing(sealThreshold: 1_024)

    private func fill() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: options)
        let requests = (0..<1_100).map { AppendRequest.sample("c\($0)", [.sample("quote:\($0 % 40)")]) }
        for result in await log.append(requests) { _ = try result.get() }
        try await log.close()
    }

    /// Writes the first run anew, with other entries and the same count and checksum.
    private func replaceRun(_ change: (inout [IndexEntry]) throws -> Void) throws {
        let store = try RunStore(at: TrailDirectory(directory.path).index, mapSize: 1 << 30)
        var entries: [IndexEntry] = []
        let run = try list(store)
        do {
            let read = try store.environment.read()
            try store.forEachEntry(of: run, hashes: 0...UInt64.max, read) { entries.append($0) }
        }
        try change(&entries)
        #expect(run.checksum == entries.reduce(0) { $0 &+ $1.fingerprint(start: 0) })
        #expect(run.entryCount == UInt64(entries.count))
        let slot = UInt32(RunStore.slotCount - 1)
        var filter = RunFilter(capacity: entries.distinctHashes)
        try store.append(entries, to: slot, &filter)
        let other = IndexRun(
            range: run.range, slot: slot, entryCount: run.entryCount, checksum: run.checksum, root: run.root)
        try store.publish(other, filter: filter, replacing: [run])
        store.lease.end()
    }

    private func list(_ store: RunStore) throws -> IndexRun {
        let read = try store.environment.read()
        return try #require(store.list(read).first)
    }

    private func positions() async throws -> [UInt64] {
        let log = try TrailLog.open(at: directory.path, options: options)
        let positions = try log.events(.stream("quote:3"), in: 0..<100).map(\.position)
        try await log.close()
        return positions
    }

    private func checks() throws -> [String] {
        try TrailVerifier(directory: directory.path).verify().problems.map(\.check)
    }

    @Test("The index is as it was")
    func same() async throws {
        try await fill()
        try replaceRun { _ in }
        #expect(try checks() == [])
        #expect(try await positions().prefix(3) == [3, 43, 83])
    }

    @Test("Two events of a stream are found in the wrong order")
    func order() async throws {
        try await fill()
        let hash = try hash(of: "quote:3")
        try replaceRun { entries in
            let place = try #require(entries.firstIndex { $0.hash == hash })
            entries.swapAt(place, place + 1)
        }
        #expect(try await positions().prefix(3) == [43, 3, 83])
        #expect(try checks() == ["index"])
    }

    @Test("An event of a stream is not found any more, and an entry with the same fingerprint hides it")
    func forged() async throws {
        try await fill()
        let hash = try hash(of: "quote:3")
        try replaceRun { entries in
            let place = try #require(entries.firstIndex { $0.hash == hash && $0.offset == 43 })
            let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
            entries[place] = IndexEntry(hash: hash ^ 43 &* factor ^ 500 &* factor, offset: 500)
            entries.sortByHash()
        }
        #expect(try await positions() == [3, 83])
        #expect(try checks() == ["index"])
    }

    private func hash(of stream: StreamName) throws -> UInt64 {
        let key = try #require(Manifest.read(in: directory.path).key)
        return NameHasher(low: key.low, high: key.high).hash(stream.rawValue, as: .stream)
    }

    @Test("The head of an empty log has a time")
    func emptyHead() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: options)
        try set(time: 5, of: log.store)
        try await log.close()
        #expect(try checks() == ["head"])
    }

    private func set(time: Int64, of store: LogStore) throws {
        var head = try store.head()
        head.lastRecordedAt = time
        let changed = head
        try store.environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            try changed.write(to: &transaction, store.main)
        }
    }
}
