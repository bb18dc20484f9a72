/// Why a report that was asked for cannot be made.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// The policy has no calendar of that name.
        case unknownCalendar
        /// The policy has no deadline of that name.
        case unknownDeadline
        /// The deadline waits for events with evidence, which the report does not look for.
        case needsEvidence
        /// A comparison needs a period that begins and ends.
        case noPeriod
        /// A parameter is out of its range.
        case outOfRange
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong and what would be right.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// One line: what is wrong and what would be right.
    public var description: String { detail }
}
