public import DealtrailModel

/// An event that states by when something is due: rules count from there with `after-stated` and `before-stated`
/// (`docs/features.md` rows 23, 35 and 128).
public protocol DueEvent: Event {
    /// The number of the field that states the due time.
    static var dueField: UInt64 { get }
    /// By when.
    var due: Timestamp { get }
}
