import DealtrailLMDB
import DealtrailLog
import DealtrailModel

/// An event that a row of a lane does not fold.
struct FoldFault: Error {
    /// The position of the event.
    let position: UInt64
    /// The lane, which is the index of its projection in the pass.
    let lane: Int
    /// What the row threw.
    let error: any Error

    /// Whether the error says something about the event, and not, say, of a full disk.
    var saysSomethingOfTheEvent: Bool {
        switch error {
        case is FoldFault, is LMDBError, is LogError, is EngineError, is CancellationError: false
        default: true
        }
    }

    /// What to throw: this, unless the error says nothing about the event.
    var thrown: any Error { saysSomethingOfTheEvent ? self : error }
}
