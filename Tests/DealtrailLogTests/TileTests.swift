import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailLog

@Suite("Export as tiles")
struct TileTests {
    let directory = TemporaryDirectory()
    let target = TemporaryDirectory()
    let key: SignerKey

    private static let vectors = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "../shared/vectors/tessera-log").standardizedFileURL

    init() throws {
        key = try SignerKey(name: "example.com/test", seed: Array(repeating: 3, count: 32))
    }

    private func log(_ events: Int) async throws -> TrailLog {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        try await append(events, to: log)
        return log
    }

    private func append(_ events: Int, to log: TrailLog) async throws {
        let start = try log.head().size
        let requests = (0..<events).map { AppendRequest.sample("c\(start)-\($0)", [.sample("quote:\($0 % 7)")]) }
        for result in await log.append(requests) { _ = try result.get() }
    }

    private func checkpoint(_ log: TrailLog) async throws -> SignedCheckpoint {
        try await log.checkpoint(by: Author("ops:signer"), signer: key)
    }

    private func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(target.path)/\(path)")))
    }

    private static func files(below root: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(name)")
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }.sorted()
    }

    /// The log as a reader of tiles sees it, which knows nothing of ours.
    private func readBack() throws -> (checkpoint: SignedCheckpoint, events: [[UInt8]]) {
        let signed = try SignedCheckpoint(read("checkpoint"))
        var events: [[UInt8]] = []
        var tree = MemoryTree()
        let size = signed.checkpoint.size
        for start in stride(from: 0, to: size, by: 256) {
            let width = min(256, size - start)
            var rest = try read(TilePath.entries(index: start / 256, width: width))[...]
            var leaves: [UInt8] = []
            while rest.count >= 2 {
                let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
                events.append(Array(rest.dropFirst(2).prefix(length)))
                rest = rest.dropFirst(2 + length)
                let leaf = TreeHasher.leaf(events[events.count - 1])
                leaves += leaf.bytes
                tree.append(leaf)
            }
            #expect(rest.isEmpty)
            #expect(try read(TilePath.hashes(level: 0, index: start / 256, width: width)) == leaves)
        }
        #expect(try tree.root(at: size) == signed.checkpoint.root)
        let count = size >> 8
        if count > 0 {
            let expected = try (0..<count).flatMap { try tree.subtree(level: 8, index: $0).bytes }
            #expect(try read(TilePath.hashes(level: 1, index: 0, width: count)) == expected)
        }
        return (signed, events)
    }

    @Test("What was exported is the log, for a reader that knows nothing of ours")
    func whole() async throws {
        let log = try await log(600)
        let signed = try await checkpoint(log)
        #expect(try log.exportTiles(of: signed, to: target.path) == 8)
        let read = try readBack()
        #expect(read.checkpoint == signed)
        #expect(try read.events == log.events().map(\.canonical))
        #expect(
            Self.files(below: target.path) == [
                "checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/89", "tile/1/000.p/2", "tile/entries/000",
                "tile/entries/001", "tile/entries/002.p/89",
            ])
    }

    @Test("An export goes on where the last one ended")
    func again() async throws {
        let log = try await log(300)
        _ = try log.exportTiles(of: await checkpoint(log), to: target.path)
        try await append(300, to: log)
        let signed = try await checkpoint(log)
        #expect(try log.exportTiles(of: signed, to: target.path) == 6, "the full tiles are left alone")
        #expect(try readBack().checkpoint == signed)
    }

    @Test("An export of another log does not go into the same directory")
    func other() async throws {
        let log = try await log(3)
        let signed = try await checkpoint(log)
        let stranger = try SignedCheckpoint(
            Checkpoint(origin: "example.com/test", size: 4, root: TreeHasher.emptyRoot), by: key)
        try FileManager.default.createDirectory(atPath: target.path, withIntermediateDirectories: true)
        try Data(stranger.bytes).write(to: URL(filePath: target.path + "/checkpoint"))
        #expect(throws: TrustError.self) { try log.exportTiles(of: signed, to: target.path) }
    }

    @Test("Names count in groups of three digits")
    func names() {
        #expect(TilePath.hashes(level: 0, index: 1_234_067) == "tile/0/x001/x234/067")
        #expect(TilePath.hashes(level: 2, index: 999, width: 8) == "tile/2/999.p/8")
        #expect(TilePath.entries(index: 1_000) == "tile/entries/x001/000")
    }

    @Test(
        "Fifteen events lie where tessera puts fifteen entries",
        .enabled(if: FileManager.default.fileExists(atPath: vectors.path()), "The vectors are not at \(vectors.path())")
    )
    func tessera() async throws {
        let log = try await log(14)
        _ = try log.exportTiles(of: await checkpoint(log), to: target.path)
        let theirs = Self.files(below: Self.vectors.path()).filter { $0 == "checkpoint" || $0.hasSuffix(".p/15") }
        #expect(Self.files(below: target.path) == theirs)
    }
}
