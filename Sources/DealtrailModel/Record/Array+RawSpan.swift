extension [UInt8] {
    /// The bytes, borrowed.
    ///
    /// `Span.bytes` is marked unsafe for elements with padding; bytes have none.
    package var rawSpan: RawSpan {
        @_lifetime(borrow self) get { unsafe span.bytes }
    }
}
