internal import DealtrailModel

/// An event that a row may lead to.
struct EmitRule: Hashable, Sendable {
    /// The kind: of the catalogue, or of the source's own.
    enum Kind: Hashable, Sendable {
        case known(EventKind)
        case custom(Template)
    }

    /// The line of the mapping, for messages.
    let line: Int
    let kind: Kind
    /// What makes the event the same one when the file is imported again.
    let key: Template
    /// All of these hold.
    let when: [RowCondition]
    /// None of these holds.
    let unless: [RowCondition]
    /// All of these are recorded.
    let whenPresent: [Template.Reference]
    /// The stream; by default the one that the event itself names.
    let stream: Template?
    /// Tags beside those that the event itself has; one whose optional value is not recorded is dropped.
    let tags: [Template]
    let author: AuthorRule
    /// When it happened; `nil`: nobody recorded it.
    let occurred: TimeSpec?
    let correlation: Template?
    let payload: [PayloadSpec.Field]

    /// Whether the row leads to this event.
    func applies(to row: inout RowScope) throws(RowProblem) -> Bool {
        for condition in when { guard try condition.holds(in: &row) else { return false } }
        for condition in unless { if try condition.holds(in: &row) { return false } }
        for reference in whenPresent { guard try row.value(reference)?.isEmpty == false else { return false } }
        return true
    }
}
