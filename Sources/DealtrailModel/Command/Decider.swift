/// What decisions about one kind of thing rest on: a state, and how events change it.
///
/// Deciders fold by position: a decision rests on what was known (DESIGN section 6).
public protocol Decider: Sendable {
    /// What is known when a decision is made.
    associatedtype State: Sendable
    /// What is known before the first event.
    static var initial: State { get }
    /// How events change it.
    static var fold: Fold<State> { get }
}
