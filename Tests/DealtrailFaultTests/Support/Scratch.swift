import DealtrailLog
import DealtrailModel
import Foundation
import Synchronization

/// A directory that is removed when the value goes; the trail lies in a folder of it.
final class Scratch: Sendable {
    let root: String
    var trail: String { root + "/trail" }

    init() {
        // Resolved, so that paths told by children compare.
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        root = base.appendingPathComponent("dealtrail-fault-\(UUID())").path
        try? FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// A new trail.
    func create(_ options: TrailOptions = .fault()) throws -> TrailLog {
        try TrailLog.create(at: trail, origin: "example.com/fault", options: options)
    }

    /// The trail again.
    func open(_ options: TrailOptions = .fault()) throws -> TrailLog { try TrailLog.open(at: trail, options: options) }

    /// A trail with so many events, closed.
    func fill(_ count: Int, _ options: TrailOptions = .fault()) async throws {
        let log = try create(options)
        try await log.fill(count)
        try await log.close()
    }

    /// The bytes of a file of the trail.
    func bytes(_ file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: trail + "/" + file)))
    }

    /// Replaces a file of the trail.
    func write(_ bytes: [UInt8], to file: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: trail + "/" + file))
    }

    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: trail + "/" + file) }
}

/// A clock that moves by a microsecond at each look, and that a test may set.
final class SetClock: Sendable {
    private let time: Mutex<Int64>

    init(_ start: Int64 = 1_770_000_000_000_000_000) { time = Mutex(start) }

    func move(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000_000 } }

    var now: @Sendable () -> Timestamp {
        { [self] in
            Timestamp(
                nanoseconds: time.withLock { time in
                    time += 1_000
                    return time
                })
        }
    }
}

extension TrailOptions {
    static func fault(
        mapSize: Int = 1 << 28, clock: SetClock = SetClock(), sealThreshold: Int = 1_024
    ) -> TrailOptions {
        TrailOptions(mapSize: mapSize, clock: clock.now, sealThreshold: sealThreshold)
    }
}

extension NewEvent {
    /// A small event with a payload of one number.
    static func sample(
        _ stream: String, tags: [Tag] = [], kind: EventKind = "fault.happened", version: UInt32 = 1, value: Int = 0,
        padding: Int = 0
    ) -> NewEvent {
        NewEvent(
            kind: kind, version: version, stream: StreamName(stream), tags: tags,
            payload: CBORValue.map([
                .number(1): .unsigned(UInt64(value)), .number(2): .bytes(Array(repeating: 0x55, count: padding)),
            ]).canonical)
    }
}

extension AppendRequest {
    static func sample(_ id: String, _ events: [NewEvent], conditions: [AppendCondition] = []) -> AppendRequest {
        AppendRequest(events, by: Author("rep:lin"), id: CommandID(id), conditions: conditions)
    }
}

extension TrailLog {
    /// Appends events in groups, each event a request with an id of its own.
    func fill(_ count: Int, prefix: String = "fill", padding: Int = 0) async throws {
        for start in stride(from: 0, to: count, by: 256) {
            let requests = (start..<min(count, start + 256)).map { number in
                AppendRequest.sample(
                    "\(prefix)-\(number)",
                    [
                        .sample(
                            "thing:\(number % 7)", tags: [Tag("account", "\(number % 11)")], value: number,
                            padding: padding)
                    ])
            }
            for result in await append(requests) { _ = try result.get() }
        }
    }
}
