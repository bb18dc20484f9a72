import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailLog

@Suite("Verify, backup and restore")
struct VerifyTests {
    let directory = TemporaryDirectory()

    private func filled(_ events: Int = 3_000) async throws -> TrailLog {
        let log = try TrailLog.create(
            at: directory.path + "-source", origin: "example.com/test", options: .testing(sealThreshold: 1_024))
        for batch in 0..<events / 100 {
            let requests = (0..<100).map { index in
                AppendRequest.sample(
                    "c\(batch)-\(index)", [.sample("quote:\(index % 7)", tags: [Tag("account", "\(index % 5)")])])
            }
            for result in await log.append(requests) { _ = try result.get() }
        }
        return log
    }

    @Test("A sound trail is sound, index runs included")
    func sound() async throws {
        let log = try await filled()
        let root = try log.head().root.hex
        try await log.close()
        let report = try TrailVerifier(directory: log.directory).verify()
        #expect(report.isSound, "\(report.problems)")
        #expect(report.events == 3_000 && report.streams == 7 && report.indexRuns == 2)
        #expect(report.root == root)
        try FileManager.default.removeItem(atPath: log.directory)
    }

    @Test("A backup has the same root and reads like the trail")
    func backup() async throws {
        let log = try await filled()
        let result = try TrailCopy.copy(from: log.directory, to: directory.path)
        #expect(result.events == 3_000)
        let copy = try TrailLog.open(at: directory.path, options: .testing(sealThreshold: 1_024))
        #expect(try copy.head() == log.head())
        #expect(try copy.events(.stream("quote:3")) == log.events(.stream("quote:3")))
        #expect(throws: LogError.self) { try TrailCopy.copy(from: log.directory, to: directory.path) }
        #expect(try TrailVerifier(directory: directory.path).verify().isSound)
        try await copy.close()
        try await log.close()
        try FileManager.default.removeItem(atPath: log.directory)
    }

    @Test("A changed record is named by its position")
    func tampered() async throws {
        let log = try await filled(300)
        let position: UInt64 = 123
        var record = try stored(position, in: log.store)
        record[record.count - 1] ^= 1
        try overwrite(position, with: record, in: log.store)
        #expect(throws: EventError.self) { try log.event(at: position) }
        let report = try TrailVerifier(directory: log.directory).verify()
        #expect(report.problems.contains { $0.check == "record" && $0.position == position })
        #expect(report.problems.contains { $0.check == "head" })
        try await log.close()
        try FileManager.default.removeItem(atPath: log.directory)
    }

    private func stored(_ position: UInt64, in store: LogStore) throws -> [UInt8] {
        let read = try store.environment.read()
        guard let record = try read.value(forKey: position, in: store.events) else { return [] }
        return record.array()
    }

    private func overwrite(_ position: UInt64, with record: [UInt8], in store: LogStore) throws {
        try store.environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            try transaction.put(record.rawSpan, forKey: position, in: store.events)
        }
    }
}
