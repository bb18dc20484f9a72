/// Why the engine cannot answer or build.
public struct EngineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// The rules in force cannot be loaded.
        case rulesUnavailable
        /// A view is declared wrongly.
        case invalidView
        /// There is no view of that name.
        case unknownView
        /// Another rebuild of the same view began later; its result counts.
        case superseded
        /// A stored view does not read.
        case damagedView
        /// A key of a view is longer than 511 bytes, or there are more keys than fit.
        case keyLimit
        /// States could not be put aside in a file, or read back from it.
        case spillFailed
        /// An event does not have the canonical form.
        case corruptedEvent
        /// Another build of the same view is under way.
        case rebuildRunning
        /// The view does not stand still at that event.
        case notFaulted
        /// The event cannot be passed over.
        case notSkippable
        /// The view is the one that is in use.
        case viewInUse
        /// The view has not come so far in time.
        case waitTimedOut
    }

    /// The kind of failure.
    public let code: Code
    /// What, where and what to do.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// One line: what, where and what to do.
    public var description: String {
        switch code {
        case .rulesUnavailable: "the rules in force cannot be loaded: \(detail); restore the blob with that digest"
        case .invalidView: "the view is declared wrongly: \(detail)"
        case .unknownView: "no such view: \(detail)"
        case .superseded: "another rebuild began meanwhile: \(detail); its result counts"
        case .damagedView: "the stored view is damaged: \(detail); rebuild it"
        case .keyLimit: "a view's key does not fit: \(detail)"
        case .spillFailed: "states cannot be put aside: \(detail); make room there and try again"
        case .corruptedEvent: "an event is damaged: \(detail); run `dealtrail verify`, then restore a backup"
        case .rebuildRunning: "the view is being built already: \(detail); wait until that build has ended"
        case .notFaulted: "nothing to pass over: \(detail)"
        case .notSkippable: "the event cannot be passed over: \(detail)"
        case .viewInUse: "the view is in use: \(detail)"
        case .waitTimedOut: "the time to wait is over: \(detail)"
        }
    }
}
