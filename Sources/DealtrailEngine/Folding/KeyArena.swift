import DealtrailCMemory
import DealtrailModel

/// Many keys, packed: of each its hash, its number and its text beside each other, since a look-up needs all of them.
///
/// A key is found by a 32-bit place, which is never 0, and never moves.
@safe
struct KeyArena: ~Copyable {
    private static let chunkBits = 20
    private static let chunkSize = 1 << chunkBits
    /// How many bytes stand before a text: eight of the hash, four of the number, two of the length.
    private static let headSize = 14
    private var chunks: [UnsafeMutableRawPointer] = unsafe []
    private var used = KeyArena.chunkSize

    init() {}

    deinit {
        for index in unsafe chunks.indices { unsafe chunks[index].deallocate() }
    }

    /// Keeps a key.
    ///
    /// - Returns: Its place; `nil` when 4 GiB are full.
    /// - Precondition: at most 65,535 bytes.
    mutating func append(_ key: Int32, _ hash: UInt64, _ text: RawSpan) -> UInt32? {
        let needed = Self.headSize + text.byteCount
        if used + needed > Self.chunkSize {
            guard unsafe chunks.count < 1 << (32 - Self.chunkBits) else { return nil }
            unsafe chunks.append(.allocate(byteCount: Self.chunkSize, alignment: 8))
            // The first place stays free, so that none is 0.
            used = 1
        }
        let index = unsafe chunks.count - 1
        let start = unsafe chunks[index] + used
        unsafe start.storeBytes(of: hash, as: UInt64.self)
        unsafe (start + 8).storeBytes(of: key, as: Int32.self)
        unsafe (start + 12).storeBytes(of: UInt16(text.byteCount), as: UInt16.self)
        unsafe text.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(start: start + Self.headSize, count: bytes.count)
                .copyMemory(from: bytes)
        }
        let place = UInt32(index << Self.chunkBits | used)
        used += needed
        return place
    }

    /// Asks the processor for the key at a place, without waiting for it; for a long one, for how it begins.
    @inline(__always)
    func prefetch(_ place: UInt32) { dealtrail_prefetch(UInt(bitPattern: unsafe start(place)), 48) }

    /// The number of the key at a place.
    @inline(__always)
    func key(_ place: UInt32) -> Int32 { unsafe (start(place) + 8).loadUnaligned(as: Int32.self) }

    /// The hash of the key at a place.
    @inline(__always)
    func hash(_ place: UInt32) -> UInt64 { unsafe start(place).loadUnaligned(as: UInt64.self) }

    /// The text of the key at a place.
    @inline(__always)
    @_lifetime(borrow self)
    func text(_ place: UInt32) -> RawSpan {
        let start = unsafe start(place)
        let count = unsafe Int((start + 12).loadUnaligned(as: UInt16.self))
        let span = unsafe RawSpan(_unsafeStart: start + Self.headSize, byteCount: count)
        // Chunks are freed with the arena and not before.
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    @inline(__always)
    private func start(_ place: UInt32) -> UnsafeRawPointer {
        unsafe UnsafeRawPointer(chunks[Int(place >> UInt32(Self.chunkBits))])
            + Int(place & UInt32(Self.chunkSize - 1))
    }
}
