import Dealtrail
import Synchronization

/// A clock that shows what a test says.
final class SetClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp) { self.time = Mutex(time) }

    /// Moves it on, or back.
    func set(_ instant: Timestamp) { time.withLock { $0 = instant } }

    var now: @Sendable () -> Timestamp {
        { [self] in time.withLock { $0 } }
    }
}
