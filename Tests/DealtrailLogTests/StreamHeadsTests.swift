import DealtrailModel
import DealtrailTesting
import Testing

@testable import DealtrailLog

/// What a process remembers of its streams is a short cut, and forgetting it must change nothing: not even in the middle of a
/// commit, when the newest event of a stream is in no index yet.
@Suite("The revisions of streams")
struct StreamHeadsTests {
    let directory = TemporaryDirectory()

    @Test("They have no gap and no double, however few streams are remembered", arguments: [1, 2, 3, 7, 64])
    func forgetting(remembered: Int) async throws {
        var options = TrailOptions.testing(sealThreshold: 1_024)
        options.rememberedStreams = remembered
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: options)
        var random = SeededGenerator(seed: UInt64(remembered))
        for batch in 0..<12 {
            let requests = (0..<60).map { index in
                AppendRequest.sample(
                    "c\(batch)-\(index)",
                    (0..<Int.random(in: 1...5, using: &random)).map { _ in
                        .sample("quote:\(Int.random(in: 0..<40, using: &random))")
                    })
            }
            for result in await log.append(requests) { _ = try result.get() }
        }
        try expectDense(log, "remembered \(remembered)")
        try await log.close()
    }

    @Test("A request that cannot be built takes nothing from those beside it")
    func failure() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        _ = try await log.append(.sample("c0", [.sample("quote:1")]))
        // Valid, but larger than a canonical event may be once it is built.
        var writer = CBORWriter()
        writer.writeHead(.map, 1)
        writer.writeKey(1)
        writer.write(String(repeating: "x", count: 65_500))
        let tooLarge = NewEvent(kind: "note.taken", stream: "quote:1", tags: [], payload: writer.bytes)
        let results = await log.append([
            .sample("c1", [.sample("quote:1")]), .sample("c2", [tooLarge]), .sample("c3", [.sample("quote:1")]),
        ])
        #expect(throws: AppendError.self) { try results[1].get() }
        #expect(try results[2].get().positions == 2..<3)
        try expectDense(log, "after a failure")
        try await log.close()
    }

    private func expectDense(_ log: TrailLog, _ note: String) throws {
        var next: [StreamName: UInt64] = [:]
        for event in try log.events() {
            #expect(event.revision == next[event.stream, default: 0], "\(event.stream) at \(event.position), \(note)")
            next[event.stream] = event.revision + 1
        }
        #expect(next.values.reduce(0, +) == (try log.head().size), "\(note)")
    }
}
