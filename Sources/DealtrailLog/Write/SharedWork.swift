import Foundation
import Synchronization

/// How many threads help with shared work at most.
///
/// Asked for once: on Linux the count of processors is read from files of the control group, which takes as long as
/// building the records of a small commit.
private let sharedWorkHelpers = min(ProcessInfo.processInfo.activeProcessorCount - 1, 3)

/// Independent pieces of computation that the calling thread shares with others, as far as they are free.
///
/// Whoever is free takes the next piece, so a busy machine costs the caller nothing but the piece that somebody else
/// has begun.
final class SharedWork<Piece: Sendable>: Sendable {
    private struct State {
        var next = 0
        var pieces: [Piece?]
        var missing: Int
        var isAwaited = false
    }

    private let piece: @Sendable (Int) -> Piece
    private let state: Mutex<State>
    private let completed = DispatchSemaphore(value: 0)

    /// Begins on another thread, when there is a processor for it.
    init(count: Int, _ piece: @escaping @Sendable (Int) -> Piece) {
        self.piece = piece
        state = Mutex(State(pieces: Array(repeating: nil, count: count), missing: count))
        // The caller takes part, so one piece needs no help, and one processor has none to give.
        let helpers = min(count - 1, sharedWorkHelpers)
        for _ in 0..<max(helpers, 0) { DispatchQueue.global().async { [self] in work() } }
    }

    /// Does what nobody has begun, waits for the rest, and returns all pieces in order.
    func finish() -> [Piece] {
        work()
        let isComplete = state.withLock { state in
            state.isAwaited = state.missing > 0
            return !state.isAwaited
        }
        if !isComplete { completed.wait() }
        return state.withLock { $0.pieces.compactMap { $0 } }
    }

    private func work() {
        while let index = claim() {
            let done = piece(index)
            let isLast = state.withLock { state in
                state.pieces[index] = done
                state.missing -= 1
                return state.missing == 0 && state.isAwaited
            }
            if isLast { completed.signal() }
        }
    }

    private func claim() -> Int? {
        state.withLock { state in
            guard state.next < state.pieces.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }
}
