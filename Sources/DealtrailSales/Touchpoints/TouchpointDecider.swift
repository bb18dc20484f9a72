public import DealtrailModel

/// What is known when a step of the follow-up rhythm is set or done.
public struct TouchpointState: Sendable {
    var opportunity = OpportunityDecider.initial
    var opened: [TouchpointID: TouchpointOpened] = [:]
    var completed: [TouchpointID: TouchpointCompleted] = [:]
}

/// Folds what decisions about touchpoints rest on.
public enum TouchpointDecider: Decider {
    /// Nothing yet.
    public static let initial = TouchpointState()
    /// The opportunity itself, and the touchpoint.
    public static let fold = Fold<TouchpointState> {
        Fold.rows(of: OpportunityDecider.self, \.opportunity)
        On(TouchpointOpened.self) { state, event in state.opened[event.touchpoint] = event }
        On(TouchpointCompleted.self) { state, event in state.completed[event.touchpoint] = event }
    }

    static func scope(_ touchpoint: TouchpointID) -> Query {
        Query(items: [.init(kinds: [TouchpointOpened.kind, TouchpointCompleted.kind], tags: [.touchpoint(touchpoint)])])
    }
}
