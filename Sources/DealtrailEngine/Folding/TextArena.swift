import DealtrailCMemory
import DealtrailModel

/// Many short texts, packed; a text is found by a 32-bit number and never moves.
@safe
struct TextArena: ~Copyable {
    private static let chunkBits = 20
    private static let chunkSize = 1 << chunkBits
    private var chunks: [UnsafeMutableRawPointer] = unsafe []
    private var used = TextArena.chunkSize

    init() {}

    deinit {
        for index in unsafe chunks.indices { unsafe chunks[index].deallocate() }
    }

    /// Keeps a copy of a text.
    ///
    /// - Returns: Its number; `nil` when 4 GiB are full.
    /// - Precondition: at most 65,535 bytes.
    mutating func append(_ text: RawSpan) -> UInt32? {
        let needed = 2 + text.byteCount
        if used + needed > Self.chunkSize {
            guard unsafe chunks.count < 1 << (32 - Self.chunkBits) else { return nil }
            unsafe chunks.append(.allocate(byteCount: Self.chunkSize, alignment: 8))
            used = 0
        }
        let index = unsafe chunks.count - 1
        let place = unsafe chunks[index] + used
        unsafe place.storeBytes(of: UInt16(text.byteCount), as: UInt16.self)
        unsafe text.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(start: place + 2, count: bytes.count).copyMemory(from: bytes)
        }
        let number = UInt32(index << Self.chunkBits | used)
        used += needed
        return number
    }

    /// Asks the processor for the text with this number, without waiting for it; for a long one, for how it begins.
    @inline(__always)
    func prefetch(_ number: UInt32) {
        dealtrail_prefetch(UInt(bitPattern: unsafe chunks[Int(number >> 20)]) + UInt(number & 0xf_ffff), 32)
    }

    /// The text with this number.
    @inline(__always)
    @_lifetime(borrow self)
    func text(_ number: UInt32) -> RawSpan {
        let place = unsafe UnsafeRawPointer(chunks[Int(number >> 20)]) + Int(number & 0xf_ffff)
        let count = unsafe Int(place.loadUnaligned(as: UInt16.self))
        let span = unsafe RawSpan(_unsafeStart: place + 2, byteCount: count)
        // Chunks are freed with the arena and not before.
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}
