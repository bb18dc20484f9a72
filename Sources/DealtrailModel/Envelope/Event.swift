/// A fact of the domain: a plain struct whose coding keys are numbers.
///
/// ```swift
/// struct QuoteSent: Event {
///     static let kind: EventKind = "quote.sent"
///     let quote: QuoteID
///     let version: Int
///     var stream: StreamName { .quote(quote) }
///     var tags: [Tag] { [.quote(quote)] }
///     enum CodingKeys: Int, CodingKey { case quote = 1, version = 2 }
/// }
/// ```
public protocol Event: Codable, Hashable, Sendable {
    /// The stored name of the kind.
    static var kind: EventKind { get }
    /// The schema version that this type writes, from 1.
    static var version: UInt32 { get }
    /// How payloads of older versions become this one, one step each, without gaps.
    static var upcasters: [Upcaster] { get }
    /// The stream it belongs to.
    var stream: StreamName { get }
    /// By what it is found.
    var tags: [Tag] { get }
}

extension Event {
    /// The first version.
    public static var version: UInt32 { 1 }
    /// None, as the first version needs none.
    public static var upcasters: [Upcaster] { [] }
}
