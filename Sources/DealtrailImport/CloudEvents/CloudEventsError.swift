/// Why a line of CloudEvents cannot be taken.
public struct CloudEventsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: UInt64
    /// The attribute concerned; `nil` when it is the line as a whole.
    public let attribute: String?
    /// What is wrong and what would be right.
    public let reason: String

    /// Creates an error.
    public init(line: UInt64, attribute: String? = nil, reason: String) {
        self.line = line
        self.attribute = attribute
        self.reason = reason
    }

    /// One line.
    public var description: String {
        "line \(line)\(attribute.map { ", \"\($0)\"" } ?? ""): \(reason)"
    }
}
