import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailLog

/// Most pages of events are read from the file, and LMDB is asked where they meet others: it must still be found when it is led
/// astray between them.
@Suite("Verify where pages of events meet")
struct VerifyBorderTests {
    let directory = TemporaryDirectory()
    private static let pageSize = 4_096

    /// A log without an index, so that whatever is found was found in the log.
    private func filled() async throws -> TrailLog {
        let log = try TrailLog.create(
            at: directory.path, origin: "example.com/test", options: .testing(sealThreshold: 1 << 20))
        for batch in 0..<30 {
            let requests = (0..<100).map { index in
                AppendRequest.sample(
                    "c\(batch)-\(index)", [.sample("quote:\(index % 7)", tags: [Tag("account", "\(index % 5)")])])
            }
            for result in await log.append(requests) { _ = try result.get() }
        }
        return log
    }

    /// The data file of a closed log.
    private struct File {
        let path: String
        var bytes: [UInt8]

        init(_ directory: String) throws {
            path = directory + "/log/data.mdb"
            bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        }

        func write() throws {
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            defer { try? handle.close() }
            try handle.write(contentsOf: Data(bytes))
        }

        func integer(_ place: Int, _ count: Int = 2) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }

        /// Where a record of a page begins.
        func node(_ page: Int, _ slot: Int) -> Int { page + integer(page + 16 + 2 * slot) }

        /// The key of a record, when it has eight bytes.
        func key(_ node: Int) -> UInt64? {
            guard integer(node + 6) == 8 else { return nil }
            return bytes[node + 8..<node + 16].reduce(0) { $0 << 8 | UInt64($1) }
        }

        mutating func setKey(_ node: Int, _ key: UInt64) {
            for index in 0..<8 { bytes[node + 8 + index] = UInt8(truncatingIfNeeded: key >> UInt64(56 - 8 * index)) }
        }

        /// The page that leads to most pages of events.
        var branch: Int? {
            (2..<bytes.count / pageSize).map { $0 * pageSize }.filter { page in
                integer(page + 10) == 1 && integer(page + 12) > 16 + 2 * 20 && key(node(page, 3)) != nil
            }.max { integer($0 + 12) < integer($1 + 12) }
        }
    }

    private func checks() throws -> Set<String> {
        Set(try TrailVerifier(directory: directory.path).verify().problems.map(\.check))
    }

    @Test("A page above leads the search for one event to the page beside its own", arguments: [1, -1])
    func shiftedKey(by shift: Int64) async throws {
        try await filled().close()
        var file = try File(directory.path)
        let branch = try #require(file.branch)
        let node = file.node(branch, 5)
        let key = try #require(file.key(node))
        file.setKey(node, UInt64(Int64(key) + shift))
        try file.write()
        #expect(try checks().contains("file"))
    }

    @Test("A page above leads to two pages in the order of each other")
    func exchanged() async throws {
        try await filled().close()
        var file = try File(directory.path)
        let branch = try #require(file.branch)
        let (one, other) = (file.node(branch, 5), file.node(branch, 6))
        for index in 0..<4 { file.bytes.swapAt(one + index, other + index) }
        try file.write()
        #expect(try checks().contains("file"))
    }

    @Test("The last event of a page has the key of a later one")
    func laterKey() async throws {
        try await filled().close()
        var file = try File(directory.path)
        let branch = try #require(file.branch)
        let leaf = file.integer(file.node(branch, 5), 4) * Self.pageSize
        let node = file.node(leaf, (file.integer(leaf + 12) - 16) / 2 - 1)
        let key = try #require(file.key(node))
        file.setKey(node, key + 1_000)
        try file.write()
        #expect(try checks().contains("file"))
    }

    @Test("There is an event behind the last")
    func oneMore() async throws {
        let log = try await filled()
        try addOne(to: log.store)
        try await log.close()
        #expect(try checks() == ["head", "file"])
    }

    private func addOne(to store: LogStore) throws {
        let record = try last(of: store)
        try store.environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            try transaction.put(record.rawSpan, forKey: 3_000, in: store.events)
        }
    }

    private func last(of store: LogStore) throws -> [UInt8] {
        let read = try store.environment.read()
        guard let record = try read.value(forKey: 2_999, in: store.events) else { return [] }
        return record.array()
    }
}
