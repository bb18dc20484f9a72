import Foundation

/// Blocking work on a thread of its own, so that it does not hold one of the few that run asynchronous code.
enum DetachedThread {
    static func run(_ body: @escaping @Sendable () -> Void) {
        Thread(block: body).start()
    }
}
