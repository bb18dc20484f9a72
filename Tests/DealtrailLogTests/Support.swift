import DealtrailLog
import DealtrailModel
import Foundation
import Synchronization

/// A directory that is removed when the value goes.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-\(UUID())").path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock that tests set and that moves by a microsecond at each look.
final class TestClock: Sendable {
    let nanoseconds: Mutex<Int64>

    init(_ start: Int64 = 1_770_000_000_000_000_000) {
        nanoseconds = Mutex(start)
    }

    var now: @Sendable () -> Timestamp {
        { [self] in
            Timestamp(
                nanoseconds: nanoseconds.withLock { time in
                    time += 1_000
                    return time
                })
        }
    }
}

extension TrailOptions {
    static func testing(clock: TestClock = TestClock(), sealThreshold: Int = 131_072) -> TrailOptions {
        let bits = Mutex<UInt64>(1)
        return TrailOptions(
            mapSize: 1 << 30, clock: clock.now,
            randomBits: {
                bits.withLock { value in
                    value &+= 0x9e37_79b9_7f4a_7c15
                    return value
                }
            }, sealThreshold: sealThreshold)
    }
}

extension NewEvent {
    /// A small event with a payload of one number.
    static func sample(_ stream: String, tags: [Tag] = [], kind: EventKind = "test.happened", value: Int = 0)
        -> NewEvent
    {
        var writer = CBORWriter()
        writer.writeHead(.map, 1)
        writer.writeKey(1)
        writer.write(Int64(value))
        return NewEvent(kind: kind, stream: StreamName(stream), tags: tags, payload: writer.bytes)
    }
}

extension AppendRequest {
    static func sample(_ id: String, _ events: [NewEvent], conditions: [AppendCondition] = []) -> AppendRequest {
        AppendRequest(events, by: Author("rep:lin"), id: CommandID(id), conditions: conditions)
    }
}
