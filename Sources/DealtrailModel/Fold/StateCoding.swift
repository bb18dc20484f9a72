/// A projection's state that writes and reads itself, for views with millions of keys.
///
/// Without it states go through `Codable`, which costs several times as much. The form need not be that of `Codable`,
/// but it must be deterministic CBOR, one item, and equal for equal states: views are compared byte by byte.
public protocol StateCoding: ~Copyable, Sendable {
    /// Writes one CBOR item.
    func write(to writer: inout CBORWriter)
    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    init(reading reader: inout CBORReader) throws(CBORError)
    /// About how many bytes of memory the state takes, what it refers to included.
    ///
    /// A rebuild adds it up to know when to put states aside, so it should cost no more than looking at a few counts.
    var footprint: Int { get }
    /// Asks the processor for memory that the state refers to and that the next event is likely to need, without waiting for it.
    ///
    /// A rebuild calls it with 0, then with 1 and 2, for each event and some events apart: in each step the memory that was asked
    /// for in the one before is there to be looked at. It changes nothing; the default does nothing.
    func prefetch(_ step: Int)
}

extension StateCoding where Self: ~Copyable {
    /// Asks for nothing.
    public func prefetch(_ step: Int) {}
}
