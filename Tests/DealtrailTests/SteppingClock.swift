import Dealtrail
import Synchronization

/// A clock that moves by a second at each look, so that a test never reads the real one.
final class SteppingClock: Sendable {
    private let seconds = Mutex<Int64>(1_772_000_000)

    var now: @Sendable () -> Timestamp {
        { [self] in
            Timestamp(
                nanoseconds: seconds.withLock { time in
                    time += 1
                    return time * 1_000_000_000
                })
        }
    }
}
