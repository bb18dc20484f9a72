/// Why an append was not done.
///
/// Nothing of it is stored.
public struct AppendError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// There is no author.
        case noAuthor
        /// A name is empty, longer than 255 bytes, or has control characters.
        case invalidName
        /// There is no event.
        case empty
        /// A cause within the append does not come before its effect.
        case invalidCause
        /// A payload is not a canonical CBOR map.
        case malformedPayload
        /// The canonical event is larger than 65,535 bytes.
        case eventTooLarge
        /// There are more than 255 tags.
        case tooManyTags
        /// Something that was to be unchanged has changed: load again and decide again.
        case conflict
        /// A fact that was to be unique is there already.
        case alreadyExists
        /// The command identifier was used before, for something else.
        case commandReused
        /// A kind is the log's own: only the log appends it.
        case reservedKind
        /// The clock is more than five minutes behind the log, or absurdly ahead.
        case clock
    }

    /// The kind of failure.
    public let code: Code
    /// What, where and what to do.
    public let detail: String
    /// The position of the event that stands in the way, for a conflict and a fact that exists.
    public let position: UInt64?

    /// Creates an error.
    public init(_ code: Code, _ detail: String, position: UInt64? = nil) {
        self.code = code
        self.detail = detail
        self.position = position
    }

    /// One line: what, where and what to do.
    public var description: String {
        let place = position.map { " (position \($0))" } ?? ""
        return switch code {
        case .noAuthor: "no author: \(detail)"
        case .invalidName: "not a valid name: \(detail); names have 1 to 255 bytes and no control characters"
        case .empty: "nothing to append: \(detail)"
        case .invalidCause: "a cause comes before its effect: \(detail)"
        case .malformedPayload: "malformed payload: \(detail)"
        case .eventTooLarge: "event too large: \(detail)"
        case .tooManyTags: "too many tags: \(detail); at most 255"
        case .conflict: "conflict: \(detail)\(place); read again and decide again"
        case .alreadyExists: "exists already: \(detail)\(place)"
        case .commandReused: "command id used before with other content: \(detail)\(place); choose a new id"
        case .reservedKind: "not for authors: \(detail); the log makes such statements itself"
        case .clock: "the clock cannot be right: \(detail); set the clock, then try again"
        }
    }
}
