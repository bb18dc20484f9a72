extension TreeFrontier {
    /// The stored form: the size in 8 bytes, little-endian, then 32 bytes for each peak, the largest subtree first.
    ///
    /// - Complexity: O(log *n*).
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(TreeFrontier.sizeByteCount + peaks.count * Digest.byteCount)
        for shift in stride(from: 0, to: UInt64.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: size >> UInt64(shift)))
        }
        for peak in peaks { bytes += peak.bytes }
        return bytes
    }

    /// Reads the stored form.
    ///
    /// - Parameter span: Exactly the bytes that ``encoded`` made.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/frontierEncoding`` when bytes are missing or left over, or
    ///   the size is above ``maximumSize``.
    /// - Complexity: O(log *n*).
    public init(encoded span: RawSpan) throws(ProofError) {
        guard span.byteCount >= TreeFrontier.sizeByteCount else {
            throw ProofError(
                .frontierEncoding, "a frontier of \(span.byteCount) bytes is too short for its size, which takes 8")
        }
        let stored = unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt64.self)
        let size = UInt64(littleEndian: stored)
        guard size <= TreeFrontier.maximumSize else {
            throw ProofError(
                .frontierEncoding, "a frontier of \(size) leaves is above the limit of \(TreeFrontier.maximumSize)")
        }
        let expected = TreeFrontier.sizeByteCount + size.nonzeroBitCount * Digest.byteCount
        guard span.byteCount == expected else {
            throw ProofError(
                .frontierEncoding, "a frontier of \(size) leaves takes \(expected) bytes, not \(span.byteCount)")
        }
        var peaks: [Digest] = []
        for start in stride(from: TreeFrontier.sizeByteCount, to: expected, by: Digest.byteCount) {
            if let peak = Digest(span.extracting(start..<start + Digest.byteCount)) { peaks.append(peak) }
        }
        guard let frontier = TreeFrontier(size: size, peaks: peaks) else {
            throw ProofError(.frontierEncoding, "a frontier of \(size) leaves has \(peaks.count) peaks")
        }
        self = frontier
    }

    /// Reads the stored form from an array.
    ///
    /// - Parameter bytes: Exactly the bytes that ``encoded`` made.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/frontierEncoding``, as ``init(encoded:)-(RawSpan)`` does.
    /// - Complexity: O(log *n*).
    public init(encoded bytes: [UInt8]) throws(ProofError) {
        try self.init(encoded: unsafe bytes.span.bytes)
    }

    private static let sizeByteCount = 8
}
