public import DealtrailModel

/// A view stands still at an event that it cannot fold; it answers for what comes before, and others go on.
///
/// It is kept with the view, so that every process sees it. Nothing tries again by itself: the cause has to be looked at.
public struct ViewFault: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The view, with the version of its code.
    public let view: ViewIdentity
    /// The position of the event.
    public let position: UInt64
    /// The identifier of the event; `nil` when it does not read at all.
    public let event: EventID?
    /// The kind of the event; `nil` when it does not read at all.
    public let kind: EventKind?
    /// What folding it failed with.
    public let error: String
    /// Whether the bytes of the event are damaged, so that no view and no reader can use it.
    public let isDamage: Bool

    /// The longest error that is kept, in characters.
    static let errorLimit = 1_000

    /// Creates a fault; a long error is cut.
    public init(
        view: ViewIdentity, position: UInt64, event: EventID?, kind: EventKind?, error: String, isDamage: Bool
    ) {
        self.view = view
        self.position = position
        self.event = event
        self.kind = kind
        self.error = String(error.prefix(Self.errorLimit))
        self.isDamage = isDamage
    }

    /// What, where and what to do.
    public var description: String {
        let name = kind.map { "\($0) \(event.map { "\($0)" } ?? "")" } ?? "which does not read"
        let advice =
            isDamage
            ? "run `dealtrail verify`, restore a backup, then `dealtrail views retry \(view.name)`"
            : "repair the cause and `dealtrail views retry \(view.name)`, or pass over the event with `dealtrail views "
                + "skip \(view.name) --position \(position)`"
        let earlier = position == 0 ? "" : "; what was known before it is asked with --as-of \(position - 1)"
        return "the view \(view) stands still at position \(position) (\(name)): \(error); \(advice)\(earlier)"
    }

    enum CodingKeys: Int, CodingKey {
        case view = 1
        case position = 2
        case event = 3
        case kind = 4
        case error = 5
        case isDamage = 6
    }
}
