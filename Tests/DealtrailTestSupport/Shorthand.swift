public import DealtrailModel
import DealtrailSales

extension Author: ExpressibleByStringLiteral {
    /// A person of this name.
    public init(stringLiteral value: String) { self.init(ActorID(value)) }
}

/// An instant in a test.
package func time(_ text: String) -> Timestamp {
    guard let time = ZonedTime(rfc3339: text) else { preconditionFailure("\(text) is no time") }
    return time.instant
}

extension OccurredAt {
    /// A time with its offset in a test.
    package static func at(_ text: String) -> OccurredAt {
        guard let time = ZonedTime(rfc3339: text) else { preconditionFailure("\(text) is no time") }
        return .at(time)
    }
}
