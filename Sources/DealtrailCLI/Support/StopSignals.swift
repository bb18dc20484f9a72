import Dispatch
import Foundation

/// Ends what goes on in an orderly way when the process is interrupted or told to end; a second signal ends it at once.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]

    /// Begins to take SIGINT and SIGTERM.
    ///
    /// - Parameter stop: Called with the first of them.
    init(_ stop: @escaping @Sendable () async -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            // Until the source has it the signal would end the process.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                Task { await stop() }
            }
            source.resume()
            return source
        }
    }

    /// Lets the signals do again what they do by themselves.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
