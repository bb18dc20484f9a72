/// Where a request comes from, and so which kinds of the engine it may append.
package enum AppendSource: Sendable {
    /// An author states facts: none.
    case author
    /// A command was decided: what it did beside the log, such as destroying a key, it may say.
    case decision
    /// The log makes a statement of its own: any.
    case log

    /// So few kinds that comparing is cheaper than hashing.
    package func mayAppend(_ kind: EventKind) -> Bool {
        switch self {
        case .author:
            kind != StreamHeadsCommitted.kind && kind != SubjectErased.kind && kind != ViewEventSkipped.kind
        case .decision: kind != StreamHeadsCommitted.kind
        case .log: true
        }
    }
}
