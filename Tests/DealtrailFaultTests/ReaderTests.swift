import DealtrailLog
import DealtrailModel
import Testing

/// A snapshot keeps the pages of its commit, whoever reads it: the file grows, and the map fills without any event.
@Suite("Readers that stand still, and that died")
struct ReaderTests {
    let scratch = Scratch()

    /// A process that has a snapshot and stands still.
    private func holder() throws -> Child {
        let child = try Child.writer("hold", scratch.trail)
        #expect(child.line() == "held")
        return child
    }

    @Test("The oldest reader is known, by its process and how far it is behind")
    func oldest() async throws {
        let log = try scratch.create()
        try await log.fill(3)
        #expect(try log.storage().oldestReader == nil)
        let child = try holder()
        #expect(try log.storage().oldestReader == TrailLog.OldestReader(process: child.identifier, commitsBehind: 0))
        for number in 0..<5 { _ = try await log.append(.sample("one-\(number)", [.sample("thing:1")])) }
        #expect(try log.storage().oldestReader == TrailLog.OldestReader(process: child.identifier, commitsBehind: 5))
        let (end, lines) = try Child.tool("stat", "--trail", scratch.trail)
        #expect(end == .status(0) && lines.contains { $0.contains("process \(child.identifier), 5 commits behind") })
        child.kill()
        _ = child.wait()
        // The tool opens the log, and whoever opens it clears the slots of the dead.
        #expect(try Child.tool("verify", "--trail", scratch.trail).end == .status(0))
        #expect(try log.storage().oldestReader == nil)
        try await log.close()
    }

    @Test("A process that goes on appending clears the slots of the dead from time to time")
    func cleared() async throws {
        let log = try scratch.create()
        try await log.fill(3)
        let child = try holder()
        child.kill()
        _ = child.wait()
        #expect(try log.storage().oldestReader?.process == child.identifier)
        for number in 0..<1_024 { _ = try await log.append(.sample("one-\(number)", [.sample("thing:1")])) }
        #expect(try log.storage().oldestReader == nil)
        try await log.close()
    }

    @Test("When the map is full, whoever keeps its pages is named, and once he died they are used again")
    func full() async throws {
        let log = try scratch.create(.fault(mapSize: 2 << 20))
        try await log.fill(3)
        let child = try holder()
        var stored = 0
        var refusal: LogError?
        while refusal == nil, stored < 10_000 {
            do {
                _ = try await log.append(.sample("c-\(stored)", [.sample("thing:1")]))
                stored += 1
            } catch {
                refusal = try #require(error as? LogError)
            }
        }
        #expect(refusal?.code == .mapFull)
        #expect(
            refusal?.description.contains("process \(child.identifier) still reads") == true,
            "\(refusal?.description ?? "")")
        #expect(refusal?.description.contains("\(stored) commits ago") == true)
        child.kill()
        _ = child.wait()
        // Far more fits once the pages of the commits in between are used again.
        for number in stored..<stored * 2 { _ = try await log.append(.sample("c-\(number)", [.sample("thing:1")])) }
        #expect(try log.head().size == UInt64(3 + stored * 2))
        try await log.close()
        try expectSound(scratch.trail, events: 3 + stored * 2)
    }
}
