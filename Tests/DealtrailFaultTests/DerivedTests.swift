import Dealtrail
import DealtrailModel
import Foundation
import Synchronization
import Testing

@testable import DealtrailLog

@Suite("What is derived is made again")
struct DerivedTests {
    let scratch = Scratch()

    private func expectWhole(_ count: Int) async throws {
        let log = try scratch.open()
        #expect(try log.head().size == UInt64(count))
        #expect(log.indexFailure == nil)
        try expectIndexed(log)
        let before = try log.head().size
        #expect(try await log.append(.sample("fill-5", [.sample("thing:5", tags: ["account:5"], value: 5)])).isReplay)
        #expect(try log.head().size == before)
        try await log.close()
        try expectSound(scratch.trail, events: count)
    }

    @Test("An index that was deleted while the trail was closed")
    func deletedIndex() async throws {
        try await scratch.fill(10_000)
        try scratch.remove("index")
        try expectSound(scratch.trail, events: 10_000)
        try await expectWhole(10_000)
        let log = try scratch.open()
        #expect(try log.storage().indexRuns > 0)
        try await log.close()
    }

    @Test("An index that is damaged: cut short, empty, overwritten")
    func damagedIndex() async throws {
        try await scratch.fill(5_000)
        let whole = try scratch.bytes("index/data.mdb")
        for broken in [
            [], Array(whole[..<100]), Array(whole[..<(whole.count / 2)]), Array(repeating: 0x5a, count: whole.count),
        ] {
            try scratch.write(broken, to: "index/data.mdb")
            try await expectWhole(5_000)
        }
    }

    @Test("An index of another log in the place of ours")
    func foreignIndex() async throws {
        try await scratch.fill(5_000)
        let other = Scratch()
        let log = try other.create()
        try await log.fill(4_000, prefix: "other")
        try await log.close()
        try scratch.write(other.bytes("index/data.mdb"), to: "index/data.mdb")
        try await expectWhole(5_000)
    }

    @Test("A log that was restored to before its index, and one that went on differently since")
    func restored() async throws {
        try await scratch.fill(3_000)
        _ = try TrailCopy.copy(from: scratch.trail, to: scratch.root + "/backup")
        let log = try scratch.open()
        try await log.fill(4_000, prefix: "lost")
        try await log.close()
        let old = [UInt8](try Data(contentsOf: URL(fileURLWithPath: scratch.root + "/backup/log/data.mdb")))
        let index = try scratch.bytes("index/data.mdb")
        try scratch.write(old, to: "log/data.mdb")
        try await expectWhole(3_000)
        // The newer index comes back after the restored log has gone another way.
        let again = try scratch.open()
        try await again.fill(5_000, prefix: "other")
        try await again.close()
        try scratch.write(index, to: "index/data.mdb")
        try await expectWhole(8_000)
    }

    @Test("Sealing that fails keeps nobody from opening, reading and appending")
    func sealingFails() async throws {
        let log = try scratch.create(.fault(sealThreshold: 1_000_000))
        try await log.fill(5_000)
        try await log.close()
        // A folder in the place of the lock: the sealer cannot begin.
        try? scratch.remove("index/seal.lock")
        try FileManager.default.createDirectory(
            atPath: scratch.trail + "/index/seal.lock", withIntermediateDirectories: false)
        let again = try scratch.open()
        #expect(again.indexFailure != nil)
        try await again.fill(2_000, prefix: "more")
        try expectIndexed(again)
        try await again.close()
        try scratch.remove("index/seal.lock")
        try await expectWhole(7_000)
    }

    @Test("Sealing that failed is tried again while the trail is open", arguments: [false, true])
    func sealingAgain(reopened: Bool) async throws {
        let folder = scratch.trail + "/index/seal.lock"
        var log = try scratch.create(.fault(sealThreshold: 1_024))
        try await log.fill(1_000)
        try? scratch.remove("index/seal.lock")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try await log.fill(500, prefix: "failing")
        try await log.close()
        #expect(log.indexFailure != nil)
        log = try scratch.open(.fault(sealThreshold: reopened ? 1_024 : 4_096))
        #expect((log.indexFailure != nil) == reopened)
        try await log.fill(4_000, prefix: "more")
        try scratch.remove("index/seal.lock")
        // A quarter of a run more is enough.
        try await log.fill(1_024, prefix: "again")
        try await log.close()
        #expect(log.indexFailure == nil)
        try await expectWhole(6_524)
        let again = try scratch.open(.fault(sealThreshold: 1_000_000))
        #expect(try again.storage().indexRuns > 0, "sealed while it was open")
        try await again.close()
    }

    @Test("Views that were deleted while the trail was closed")
    func deletedViews() async throws {
        let trail = try await Trail.create(
            at: scratch.trail, origin: "example.com/fault", by: Author("ops:ann"), options: .fault())
        try await trail.log.fill(50)
        let before = try await trail.health()
        let funnel = try await trail.funnel()
        try await trail.close()
        let folder = trail.log.viewsDirectory
        #expect(FileManager.default.fileExists(atPath: folder + "/data.mdb"))
        try FileManager.default.removeItem(atPath: folder)
        let again = try await Trail.open(at: scratch.trail, options: .fault())
        #expect(try await again.health().scores == before.scores)
        #expect(try await again.funnel().stamp.position == funnel.stamp.position)
        try await again.close()
        #expect(FileManager.default.fileExists(atPath: folder + "/data.mdb"))
    }

    @Test("A blob that changed is reported, by a read and by verify; one that is missing has no content")
    func blobs() async throws {
        let log = try scratch.create()
        let digest = try log.blobs.put(Array("a contract".utf8))
        try scratch.write(Array("a forgery".utf8), to: "blobs/\(digest)")
        expectFailure(.corrupted, saying: "\(digest)") { _ = try log.blobs.content(digest) }
        let report = try TrailVerifier(directory: scratch.trail).verify()
        #expect(report.problems.map(\.check) == ["blob"])
        try scratch.remove("blobs/\(digest)")
        #expect(try log.blobs.content(digest) == nil)
        try await log.close()
    }

    @Test("A policy in force whose text is missing is reported")
    func missingRules() async throws {
        let log = try scratch.create()
        let digest = try log.blobs.put(Array("rules".utf8))
        let request = AppendRequest([.sample("thing:1")], by: Author("rep:lin"), id: "c-1", rules: digest)
        _ = try await log.append(request)
        try expectSound(scratch.trail, events: 1)
        try scratch.remove("blobs/\(digest)")
        let report = try TrailVerifier(directory: scratch.trail).verify()
        #expect(report.problems.map(\.check) == ["blob"] && report.problems.first?.position == 0)
        try await log.close()
    }

    @Test("Many who store the same content at once all succeed")
    func sameBlob() async throws {
        let log = try scratch.create()
        let failures = Mutex<[String]>([])
        for round in 0..<20 {
            let content = Array(repeating: UInt8(round), count: 100_000)
            DispatchQueue.concurrentPerform(iterations: 6) { _ in
                do {
                    let digest = try log.blobs.put(content)
                    guard try log.blobs.content(digest) == content else { throw LogError(.corrupted, "missing") }
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock { $0 } == [])
        try await log.close()
        try expectSound(scratch.trail)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.trail + "/blobs").count == 20)
    }
}
