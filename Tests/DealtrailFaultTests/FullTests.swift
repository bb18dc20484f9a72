import DealtrailLog
import DealtrailModel
import Foundation
import Testing

@Suite("When there is no more room")
struct FullTests {
    let scratch = Scratch()

    @Test("A full map is told, keeps what fits, stays readable, and goes on after it was grown")
    func map() async throws {
        let log = try scratch.create(.fault(mapSize: 2 << 20))
        var stored = 0
        var refusal: LogError?
        while refusal == nil {
            let requests = (stored..<stored + 16).map {
                AppendRequest.sample("c-\($0)", [.sample("thing:\($0 % 5)", padding: 2_000)])
            }
            for result in await log.append(requests) {
                switch result {
                case .success: stored += 1
                case .failure(let error): refusal = try #require(error as? LogError)
                }
            }
        }
        #expect(refusal?.code == .mapFull, "\(refusal?.description ?? "")")
        #expect(refusal?.description.contains("dealtrail grow") == true)
        #expect(try log.head().size == UInt64(stored) && stored > 100)
        #expect(try log.events().count == stored)
        // Too much for the map, not too much for what is left of it.
        if let receipt = try? await log.append(.sample("small", [.sample("thing:1")])) {
            #expect(receipt.positions.lowerBound == UInt64(stored))
            stored += 1
        }
        try await log.close()
        try expectSound(scratch.trail, events: stored)
        _ = try TrailGrowth.grow(scratch.trail, to: 16 << 20)
        let grown = try scratch.open()
        #expect(try grown.head().size == UInt64(stored))
        try await grown.fill(500)
        try expectIndexed(grown)
        try await grown.close()
        try expectSound(scratch.trail, events: stored + 500)
    }

    @Test("In a map that is nearly full, one that is too large does not fail its neighbours")
    func neighbours() async throws {
        let log = try scratch.create(.fault(mapSize: 2 << 20))
        try await log.fill(600, padding: 1_500)
        async let large: Void = {
            let events = (0..<40).map { _ in NewEvent.sample("large:1", padding: 60_000) }
            await #expect(throws: LogError.self) { try await log.append(.sample("large", events)) }
        }()
        async let small: Void = {
            for number in 0..<20 { _ = try await log.append(.sample("small-\(number)", [.sample("small:1")])) }
        }()
        await large
        try await small
        #expect(try log.head().size == 620)
        try await log.close()
        try expectSound(scratch.trail, events: 620)
    }

    /// The limit of the size of a file stands in for the end of the disk.
    @Test("A full disk is told, nothing is lost, and what is stored can be read")
    func disk() async throws {
        try await scratch.create().close()
        for limit in [300 << 10, 700 << 10] {
            let child = try Child.writer(
                "append", scratch.trail, "--prefix", "l\(limit)", "--padding", "1000", "--file-limit", "\(limit)",
                "--threshold", "1024")
            try await check(child)
        }
    }

    private func check(_ child: Child) async throws {
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(lines.suffix(3))")
        let acknowledged = Set(lines.filter { $0.hasPrefix("ack ") }.map { $0.split(separator: " ")[1] })
        #expect(!acknowledged.isEmpty)
        let refusal = lines.first { $0.hasPrefix("refused") } ?? ""
        #expect(refusal.hasPrefix("refused diskFull") && refusal.contains("nothing was stored"), "\(refusal)")
        #expect(lines.contains { $0.hasPrefix("read ") }, "what is stored can be read by the one that met the end")
        let log = try scratch.open()
        let stored = Set(try log.events().map { Substring($0.commandID.rawValue) })
        #expect(acknowledged.isSubset(of: stored), "an acknowledged request is gone")
        try await log.fill(10, prefix: "after-\(stored.count)")
        try expectIndexed(log)
        try await log.close()
        try expectSound(scratch.trail)
    }

    @Test("A file system without room")
    func fileSystem() async throws {
        let mount = scratch.root + "/small"
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
        guard Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount]) else {
            print("skipped: a file system of 4 MB cannot be mounted here")
            return
        }
        defer { _ = Self.run("/bin/umount", ["-l", mount]) }
        let trail = mount + "/trail"
        let log = try TrailLog.create(at: trail, origin: "example.com/fault", options: .fault())
        var stored = 0
        var refusal: LogError?
        while refusal == nil, stored < 100_000 {
            do {
                _ = try await log.append(.sample("c-\(stored)", [.sample("thing:\(stored % 5)", padding: 8_000)]))
                stored += 1
            } catch {
                refusal = error as? LogError
                if refusal == nil { throw error }
            }
        }
        #expect(refusal?.code == .diskFull, "\(refusal?.description ?? "")")
        #expect(try log.events().count == stored && stored > 20)
        try await log.close()
        // Also when it is opened with no room at all.
        let again = try TrailLog.open(at: trail, options: .fault())
        #expect(try again.head().size == UInt64(stored))
        #expect(try again.events(.stream("thing:1")).count == (stored + 3) / 5)
        try await again.close()
        try expectSound(trail, events: stored)
    }

    private static func run(_ path: String, _ arguments: [String]) -> Bool {
        guard FileManager.default.isExecutableFile(atPath: path) else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
