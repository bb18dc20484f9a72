import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Foundation
import Synchronization
import Testing

@Suite("What is not a usable trail is told as what it is")
struct OpeningTests {
    let scratch = Scratch()

    @Test("No such trail")
    func missing() {
        expectFailure(.notFound, saying: "dealtrail init") { _ = try scratch.open() }
        expectFailure(.notFound) { _ = try TrailVerifier(directory: scratch.trail).verify() }
        expectFailure(.notFound) { _ = try TrailCopy.copy(from: scratch.trail, to: scratch.root + "/copy") }
        #expect(!FileManager.default.fileExists(atPath: scratch.trail), "a failed open leaves nothing behind")
    }

    @Test("The tool says the same and ends with its status")
    func tool() throws {
        let (end, lines) = try Child.tool("stat", "--trail", scratch.trail)
        #expect(end == .status(3))
        #expect(lines.joined().contains("no such trail"))
    }

    @Test("A directory that is none, and a file in its place")
    func notATrail() throws {
        try FileManager.default.createDirectory(atPath: scratch.trail, withIntermediateDirectories: false)
        expectFailure(.notATrail, saying: "manifest.json") { _ = try scratch.open() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.trail).isEmpty)
        try scratch.remove("")
        try Data("text".utf8).write(to: URL(fileURLWithPath: scratch.trail))
        expectFailure(.notATrail) { _ = try scratch.open() }
        expectFailure(.notATrail) { _ = try scratch.create() }
    }

    @Test("A directory with other things in it is not made into a trail, and is not called one")
    func occupied() async throws {
        try FileManager.default.createDirectory(atPath: scratch.trail, withIntermediateDirectories: false)
        try scratch.write([1], to: "notes.txt")
        expectFailure(.notATrail, saying: "not empty") { _ = try scratch.create() }
        try scratch.remove("notes.txt")
        try await scratch.create().close()
        expectFailure(.exists) { _ = try scratch.create() }
    }

    @Test("A broken manifest, and one of a newer format")
    func manifest() async throws {
        try await scratch.fill(3)
        let manifest = try scratch.bytes("manifest.json")
        for broken in [[], Array(manifest.dropLast(5)), Array("[]".utf8), Array("{\"format\":1}".utf8)] {
            try scratch.write(broken, to: "manifest.json")
            expectFailure(.notATrail) { _ = try scratch.open() }
        }
        try scratch.write(Array("{\"format\":2,\"whatever\":[]}".utf8), to: "manifest.json")
        expectFailure(.newerFormat, saying: "upgrade dealtrail") { _ = try scratch.open() }
        expectFailure(.newerFormat) { _ = try TrailVerifier(directory: scratch.trail).verify() }
        #expect(try Child.tool("stat", "--trail", scratch.trail).end == .status(6))
        try scratch.write(manifest, to: "manifest.json")
        let log = try scratch.open()
        #expect(try log.head().size == 3)
        try await log.close()
    }

    @Test("A data file that is cut short is seen at open, at every length")
    func truncated() async throws {
        try await scratch.fill(500)
        let whole = try scratch.bytes("log/data.mdb")
        var random = SeededGenerator(seed: 1)
        var lengths = [0, 1, 4_095, 4_096, 8_191, 8_192, whole.count / 2, whole.count - 4_096, whole.count - 1]
        for _ in 0..<20 { lengths.append(Int.random(in: 0..<whole.count, using: &random)) }
        for length in lengths {
            try scratch.write(Array(whole[..<length]), to: "log/data.mdb")
            let error = #expect(throws: LogError.self, "\(length) of \(whole.count) bytes") { _ = try scratch.open() }
            #expect(error?.code == .truncated, "\(length): \(error?.description ?? "")")
        }
        try scratch.write(whole, to: "log/data.mdb")
        try expectSound(scratch.trail, events: 500)
    }

    @Test("A closed trail has closed its files, so that a changed file is looked at again")
    func closed() async throws {
        let log = try scratch.create()
        try await log.fill(500)
        try await log.close()
        let whole = try scratch.bytes("log/data.mdb")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.trail + "/log/data.mdb"))
        try handle.truncate(atOffset: UInt64(whole.count / 2))
        try handle.close()
        expectFailure(.truncated, saying: "restore a backup") { _ = try scratch.open() }
        expectFailure(.closed) { _ = try log.storage() }
    }

    @Test("The log's file is gone")
    func noLog() async throws {
        try await scratch.fill(3)
        try scratch.remove("log/data.mdb")
        expectFailure(.corrupted, saying: "data.mdb is missing") { _ = try scratch.open() }
        expectFailure(.corrupted, saying: "restore a backup") { _ = try scratch.open() }
        #expect(!FileManager.default.fileExists(atPath: scratch.trail + "/log/data.mdb"), "no new log in its place")
    }

    @Test("A relative path works, also when the process goes elsewhere meanwhile")
    func relative() async throws {
        let (made, lines) = try Child.tool(
            "init", "--trail", "trail", "--origin", "example.com/fault", "--author", "ops:ann", in: scratch.root)
        #expect(made == .status(0), "\(lines)")
        #expect(try Child.tool("stat", "--trail", "trail", in: scratch.root).end == .status(0))
        #expect(try Child.tool("verify", "--trail", "./trail/", in: scratch.root).end == .status(0))
        #expect(try Child.tool("stat", "--trail", ".", in: scratch.trail).end == .status(0))
        try expectSound(scratch.trail)
    }

    @Test("A directory that may only be read, and one that may not be read")
    func permissions() async throws {
        guard getuid() == 0 else { return try refusals(["--deadline", "60"]) }
        // An administrator may write everywhere, so the child becomes nobody.
        try refusals(["--as-nobody"])
    }

    private func refusals(_ how: [String]) throws {
        let (made, lines) = try Child.tool(
            "init", "--trail", scratch.trail, "--origin", "example.com/fault", "--author", "ops:ann")
        #expect(made == .status(0), "\(lines)")
        func open() throws -> [String] {
            try Child("DealtrailFaultWriter", ["append", scratch.trail, "--requests", "1"] + how).lines()
        }
        func set(_ mode: Int, files: Int) throws {
            let all = try FileManager.default.subpathsOfDirectory(atPath: scratch.trail)
            for path in all.map({ scratch.trail + "/" + $0 }) {
                let isFolder = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
                try FileManager.default.setAttributes(
                    [.posixPermissions: isFolder == .typeDirectory ? mode : files], ofItemAtPath: path)
            }
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.trail)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.root)
        try set(0o555, files: 0o444)
        #expect(try open().contains { $0.hasPrefix("failed system") && $0.contains("Permission denied") })
        try set(0o755, files: 0o200)
        #expect(try open().contains { $0.hasPrefix("failed system") && $0.contains("manifest.json") })
        try set(0o755, files: 0o600)
        try expectSound(scratch.trail)
    }

    @Test("Of many that create one trail at once, one succeeds")
    func contest() async throws {
        let trail = scratch.trail
        let outcomes = Mutex<[String]>([])
        let kept = Mutex<[TrailLog]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            do {
                let log = try TrailLog.create(at: trail, origin: "example.com/fault", options: .fault())
                kept.withLock { $0.append(log) }
                outcomes.withLock { $0.append("made") }
            } catch {
                outcomes.withLock { $0.append((error as? LogError).map { $0.code.rawValue } ?? "\(error)") }
            }
        }
        let all = outcomes.withLock { $0 }
        #expect(all.filter { $0 == "made" }.count == 1, "\(all)")
        #expect(all.allSatisfy { ["made", "exists", "notATrail"].contains($0) }, "\(all)")
        for log in kept.withLock({ $0 }) {
            try await log.fill(3)
            try await log.close()
        }
        try expectSound(trail, events: 3)
    }
}
