extension String {
    /// Whether both texts have the same UTF-8 bytes, which is stricter than `==`.
    ///
    /// - Complexity: O(bytes).
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return withBytes { left in other.withBytes { right in left.elementsEqual(right) } }
    }

    /// Whether the UTF-8 bytes come before those of another text, bytewise.
    ///
    /// - Complexity: O(bytes).
    func bytesPrecede(_ other: String) -> Bool {
        withBytes { left in other.withBytes { right in left.precedes(right) } }
    }

    /// Calls `body` with the UTF-8 bytes; only a text of another runtime is copied for it.
    @inline(__always)
    package func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        var text = self
        return text.withUTF8 { utf8 in unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(utf8))) }
    }
}
