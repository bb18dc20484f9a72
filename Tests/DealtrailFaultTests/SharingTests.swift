import DealtrailLMDB
import DealtrailModel
import Foundation
import Synchronization
import Testing

@testable import DealtrailLog

@Suite("Several at one trail")
struct SharingTests {
    let scratch = Scratch()

    @Test("Two processes append, tail and seal at the same time", arguments: [false, true])
    func processes(reads: Bool) async throws {
        try await scratch.create().close()
        // 1 + number % 5 events a request.
        let requests = 1_000
        let total = 2 * requests * 3
        let children = try ["a", "b"].map { prefix in
            try Child(
                "DealtrailFaultWriter",
                [
                    "append", scratch.trail, "--prefix", prefix, "--requests", "\(requests)", "--group", "10",
                    "--threshold", "1024", "--expect", "\(total)",
                ] + (reads ? ["--reads"] : []))
        }
        // Pipes hold less than a child says, so both are listened to at once.
        let heard = Mutex<[[String]]>([])
        nonisolated(unsafe) let both = children
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            let lines = unsafe both[index].lines()
            heard.withLock { $0.append(lines) }
        }
        var positions: [UInt64] = []
        for lines in heard.withLock({ $0 }) {
            #expect(!lines.contains { $0.hasPrefix("refused") || $0.hasPrefix("failed") }, "\(lines.suffix(4))")
            for author in ["a", "b"] {
                #expect(lines.contains("seen writer:\(author) \(total / 2)"), "\(lines.suffix(8))")
                #expect(lines.contains("found writer:\(author) \(total / 2)"), "\(lines.suffix(8))")
            }
            #expect(lines.contains("head \(total)"))
            #expect(!lines.contains { $0.hasPrefix("index ") }, "\(lines.suffix(3))")
            for words in lines.map({ $0.split(separator: " ") }) where words[0] == "ack" {
                let start = try #require(UInt64(words[2]))
                positions += start..<start + (try #require(UInt64(words[3])))
            }
        }
        for child in children { #expect(child.wait() == .status(0)) }
        #expect(positions.sorted() == Array(0..<UInt64(total)), "positions are dense and given once")
        try expectSound(scratch.trail, events: total)
        let log = try scratch.open()
        try expectIndexed(log)
        #expect(try log.storage().indexedEvents > 0)
        try await log.close()
    }

    @Test("Two handles in one process: each takes in what the other appended, also when it only read it")
    func handles() async throws {
        let first = try scratch.create()
        let second = try scratch.open()
        _ = try await first.append(.sample("a-1", [.sample("thing:1")]))
        _ = try await second.append(.sample("b-1", [.sample("thing:1")]))
        // A read brings the first handle's index up to date; what it knows of streams is older.
        #expect(try first.events(.stream("thing:1")).count == 2)
        _ = try await first.append(.sample("a-2", [.sample("thing:1")]))
        #expect(try second.events(.stream("thing:1")).map(\.revision) == [0, 1, 2])
        let late = AppendRequest.sample(
            "b-2", [.sample("thing:1")], conditions: [.stream("thing:1", .exactly(1))])
        await #expect(throws: AppendError.self) { try await second.append(late) }
        #expect(try await second.append(.sample("a-2", [.sample("thing:1")])).isReplay)
        try await first.close()
        #expect(try second.events().count == 3, "the second stays open when the first is closed")
        _ = try await second.append(.sample("b-3", [.sample("thing:1")]))
        try await second.close()
        try expectSound(scratch.trail, events: 4)
    }

    @Test("A handle that opens while another appends and seals takes its index as it is")
    func openingWhileSealing() async throws {
        let log = try scratch.create()
        let trail = scratch.trail
        let appending = Task { for round in 0..<12 { try await log.fill(1_100, prefix: "r\(round)") } }
        var opened = 0
        while !appending.isCancelled, try log.head().size < 13_200 {
            let other = try TrailLog.open(at: trail, options: .fault())
            #expect(try other.events(EventFilter(command: "r0-5"), limit: 1).count <= 1)
            try await other.close()
            opened += 1
        }
        try await appending.value
        #expect(opened > 0)
        #expect(log.indexFailure == nil)
        try expectIndexed(log)
        try await log.close()
        try expectSound(trail, events: 13_200)
    }

    @Test("A sealer that is behind what another has sealed leaves the runs as they are")
    func staleSealer() async throws {
        let slow = try scratch.create(.fault(sealThreshold: 1_000_000))
        try await slow.fill(3_000, prefix: "slow")
        let fast = try scratch.open()
        try await fast.fill(9_000, prefix: "fast")
        try await fast.close()
        let stale = Sealer(
            index: slow.index, store: slow.store, lockPath: scratch.trail + "/index/seal.lock", threshold: 1_024)
        try stale.run(upTo: 3_000)
        let runs = try slow.index.runs.list(slow.index.runs.environment.read())
        #expect(runs.last?.range.upperBound ?? 0 >= 8_192)
        try expectIndexed(slow)
        try await slow.close()
        try expectSound(scratch.trail, events: 12_000)
    }

    @Test("A trail that is being appended to and sealed verifies as sound, and is backed up whole")
    func verifyingMeanwhile() async throws {
        let log = try scratch.create()
        let trail = scratch.trail
        let appending = Task { for round in 0..<10 { try await log.fill(1_100, prefix: "r\(round)") } }
        var checked = 0
        while try log.head().size < 11_000 {
            try expectSound(trail)
            let copy = scratch.root + "/copy-\(checked)"
            _ = try TrailCopy.copy(from: trail, to: copy)
            checked += 1
        }
        try await appending.value
        try expectSound(scratch.root + "/copy-\(checked - 1)")
        try await log.close()
        try expectSound(trail, events: 11_000)
    }

    @Test("Work that was taken before a close is answered")
    func closing() async throws {
        let log = try scratch.create()
        let answers = await withTaskGroup(of: String.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        _ = try await log.append(.sample("c-\(number)", [.sample("thing:\(number % 3)")]))
                        return "stored"
                    } catch {
                        return (error as? LogError).map { $0.code.rawValue } ?? "\(error)"
                    }
                }
            }
            group.addTask {
                do { try await log.close() } catch { return "\(error)" }
                return "closed"
            }
            var all: [String] = []
            for await answer in group { all.append(answer) }
            return all
        }
        #expect(answers.count == 201 && answers.allSatisfy { ["stored", "closed"].contains($0) }, "\(Set(answers))")
        // One of those that say "closed" is the close itself.
        try expectSound(scratch.trail, events: answers.filter { $0 == "stored" }.count)
    }

    @Test("What is not committed is in no index: a commit that fails hides nothing that another process commits")
    func uncommitted() async throws {
        let log = try scratch.create(.fault(mapSize: 1 << 20))
        try await log.fill(5)
        let committer = Committer(
            store: log.store, index: log.index,
            sealing: Sealing(
                sealer: Sealer(
                    index: log.index, store: log.store, lockPath: scratch.trail + "/index/seal.lock", threshold: 1_024)),
            hasher: log.hasher, clock: RecordingClock(now: SetClock().now), randomBits: { 1 }, committed: { _ in })
        let ends = Mutex<[UInt64]>([])
        let answers = Mutex<[Result<[Result<Receipt, any Error>], any Error>]>([])
        let large = AppendRequest.sample(
            "large", (0..<20).map { .sample("fresh:\($0)", value: $0, padding: 60_000) })
        func item(_ request: AppendRequest) -> WorkItem {
            WorkItem(
                apply: { commit in
                    let receipt = try commit.append(request)
                    // Its own transaction sees it; the index that reads use does not.
                    guard try commit.append(request).isReplay else { throw LogError(.indexMismatch, "not seen") }
                    ends.withLock { $0.append(log.index.tail.withLock { $0.end }) }
                    return [.success(receipt)]
                }, answer: { answer in answers.withLock { $0.append(answer) } }, weight: 1)
        }
        committer.commit([item(large)]) {}
        committer.waitForAnswers()
        #expect(ends.withLock { $0 } == [5])
        let failures = answers.withLock { $0 }.map { answer in
            if case .failure(let error as LogError) = answer { error.code.rawValue } else { "\(answer)" }
        }
        #expect(failures == ["mapFull"])
        #expect(try log.head().size == 5)
        #expect(log.index.tail.withLock { $0.end } == 5)
        committer.commit([item(.sample("small", [.sample("fresh:1")]))]) {}
        #expect(try log.events(.stream("fresh:1")).map(\.position) == [5])
        try expectIndexed(log)
        try await log.close()
    }
}
