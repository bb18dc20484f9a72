import Dealtrail
import Synchronization

/// A clock that stands still until a test moves it.
final class SettableClock: Sendable {
    private let instant = Mutex(Timestamp(nanoseconds: 1_772_000_000_000_000_000))

    var now: Timestamp { instant.withLock(\.self) }
    var read: @Sendable () -> Timestamp { { [self] in now } }

    func advance(by duration: Duration) {
        instant.withLock { $0 = $0.advanced(by: duration) }
    }

    func set(_ time: Timestamp) {
        instant.withLock { $0 = time }
    }
}
