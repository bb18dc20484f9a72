import Foundation
import Synchronization

/// Watches the anonymous memory of this process from a thread of its own; mapped files do not count.
final class MemorySampler: Sendable {
    private let state = Mutex<(peak: Int, running: Bool)>((0, true))

    init() {
        Thread { [self] in
            while state.withLock({ $0.running }) {
                let now = Self.anonymousBytes()
                state.withLock { $0.peak = max($0.peak, now) }
                usleep(20_000)
            }
        }.start()
    }

    /// Ends the watch and returns the most that was seen, in bytes.
    func stop() -> Int {
        state.withLock { state in
            state.running = false
            return max(state.peak, Self.anonymousBytes())
        }
    }

    private static func anonymousBytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") where line.hasPrefix("RssAnon:") {
            return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) << 10
        }
        return 0
    }
}
