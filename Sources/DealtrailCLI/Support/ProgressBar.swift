import Dealtrail
import Synchronization

/// A bar on standard error, when that is a terminal; nothing otherwise.
final class ProgressBar: Sendable {
    private struct State {
        var permille = -1
        var width = 0
        var pace = ProgressPace()
    }

    private let label: String
    private let isShown: Bool
    private let now: @Sendable () -> Duration
    private let state = Mutex(State())

    /// Creates a bar.
    ///
    /// - Parameter now: How late it is, by a clock that only goes forward.
    init(
        _ label: String, isShown: Bool = Terminal.showsProgress,
        now: @escaping @Sendable () -> Duration = RebuildSaving.uptime
    ) {
        self.label = label
        self.isShown = isShown
        self.now = now
    }

    /// Draws how far the work is, when that has moved by a tenth of a percent.
    func update(_ done: UInt64, of total: UInt64, _ what: String = "") {
        guard isShown else { return }
        let permille = total == 0 ? 1_000 : Int(min(Double(done) / Double(total), 1) * 1_000)
        state.withLock { state in
            guard permille != state.permille else { return }
            state.permille = permille
            let filled = permille * 30 / 1_000
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
            let pace = state.pace.words(done, of: total, what, at: now())
            let text = "\(label) \(bar) \(permille / 10) %  \(done) of \(total) \(what)\(pace)"
            let blank = String(repeating: " ", count: max(0, state.width - text.count))
            state.width = text.count
            Output.note("\r" + text + blank)
        }
    }

    /// Takes the bar away.
    func clear() {
        guard isShown else { return }
        state.withLock { state in
            guard state.width > 0 else { return }
            Output.note("\r" + String(repeating: " ", count: state.width) + "\r")
            state = State()
        }
    }
}
