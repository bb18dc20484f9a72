import CRawLMDB
import Dealtrail
import Foundation

/// What an append costs, against the same records in plain C.
struct AppendBenchmarks {
    let rounds: Int

    /// An event like a price change: four tags and a payload of 84 bytes.
    static func event(_ number: Int, stream: String) -> NewEvent {
        var writer = CBORWriter()
        writer.writeHead(.map, 5)
        writer.writeKey(1)
        writer.write("Q-\(number % 5_000)")
        writer.writeKey(2)
        writer.write("L-\(number % 7)")
        writer.writeKey(3)
        writer.write(ScaledDecimal(mantissa: Int64(number % 100_000), scale: 2))
        writer.writeKey(4)
        writer.write(ScaledDecimal(mantissa: Int64(number % 90_000), scale: 2))
        writer.writeKey(5)
        writer.write("competitor offer in the same week")
        return NewEvent(
            kind: "quote.line-price-changed", stream: StreamName(stream),
            tags: [
                Tag("account", "a\(number % 1_000)"), Tag("product", "p\(number % 300)"),
                Tag("quote", "Q-\(number % 5_000)"), Tag("rep", "r\(number % 40)"),
            ], payload: writer.bytes)
    }

    static let author = Author("rep:lin", channel: .api)

    /// One event a commit, one producer.
    func single() async throws -> Measurement {
        let count = 3_000
        var ratios: [(Double, Double)] = []
        for round in 0..<rounds {
            let scratch = try Scratch("single\(round)")
            let raw = try Scratch("single-raw\(round)")
            defer {
                scratch.remove()
                raw.remove()
            }
            let log = try TrailLog.create(at: scratch.path, origin: "bench")
            let requests = (0..<count).map {
                AppendRequest(
                    [Self.event($0, stream: "quote:Q-\($0 % 5_000)")], by: Self.author, id: CommandID("c\($0)"))
            }
            let ours = try await seconds {
                for request in requests { _ = try await log.append(request) }
            }
            let size = try log.events(in: 0..<1).first.map { $0.canonical.count + 128 } ?? 512
            try await log.close()
            let c = raw_append(try raw.created(), UInt64(count), 1, size)
            ratios.append((Double(count) / ours, Double(count) / c))
        }
        return .ratio("durable append, one event a commit, one producer", "/s", ratios, goal: 0.6, "raw LMDB")
    }

    /// Batches of 512 with four tags an event; sealing is waited for, so that its cost is inside.
    func batches() async throws -> Measurement {
        let count = 512 * 1_200
        var ratios: [(Double, Double)] = []
        for round in 0..<rounds {
            let scratch = try Scratch("batch\(round)")
            let raw = try Scratch("batch-raw\(round)")
            defer {
                scratch.remove()
                raw.remove()
            }
            let log = try TrailLog.create(at: scratch.path, origin: "bench")
            let requests = (0..<count / 512).map { batch in
                AppendRequest(
                    (0..<512).map { Self.event(batch * 512 + $0, stream: "quote:Q-\((batch * 512 + $0) % 5_000)") },
                    by: Self.author, id: CommandID("c\(batch)"))
            }
            let ours = try await seconds {
                for request in requests { _ = try await log.append(request) }
                try await log.close()
            }
            let size = 340
            let c = raw_append(try raw.created(), UInt64(count), 512, size)
            ratios.append((Double(count) / ours, Double(count) / c))
        }
        return .ratio(
            "durable append, batches of 512, four tags, sealing included", "/s", ratios, goal: 0.3, "raw LMDB")
    }

    /// 64 producers with one event each, against one.
    func producers() async throws -> Measurement {
        var ratios: [(Double, Double)] = []
        for round in 0..<rounds {
            let one = try await rate(producers: 1, each: 2_000, "one\(round)")
            let many = try await rate(producers: 64, each: 1_000, "many\(round)")
            ratios.append((many, one))
        }
        return .ratio("64 producers, one event each", "/s", ratios, goal: 15, "one producer")
    }

    private func rate(producers: Int, each: Int, _ name: String) async throws -> Double {
        let scratch = try Scratch(name)
        defer { scratch.remove() }
        let log = try TrailLog.create(at: scratch.path, origin: "bench")
        let elapsed = try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for producer in 0..<producers {
                    group.addTask {
                        for index in 0..<each {
                            let event = Self.event(index, stream: "quote:P\(producer)-\(index % 50)")
                            _ = try await log.append(
                                AppendRequest([event], by: Self.author, id: CommandID("c\(producer)-\(index)")))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        try await log.close()
        return Double(producers * each) / elapsed
    }
}
