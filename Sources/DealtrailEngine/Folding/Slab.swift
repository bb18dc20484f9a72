/// Values in chunks: they are changed in place, never move, and growing copies nothing.
@safe
struct Slab<Element>: ~Copyable {
    static var chunkBits: Int { 10 }
    private var chunks: [UnsafeMutablePointer<Element>] = unsafe []
    private(set) var count = 0

    init() {}

    deinit {
        for index in unsafe chunks.indices {
            let first = index << Self.chunkBits
            unsafe chunks[index].deinitialize(count: min(count - first, 1 << Self.chunkBits))
            unsafe chunks[index].deallocate()
        }
    }

    /// Adds a value behind the last.
    mutating func append(_ element: consuming Element) {
        if count & (1 << Self.chunkBits - 1) == 0 {
            unsafe chunks.append(.allocate(capacity: 1 << Self.chunkBits))
        }
        unsafe (chunks[count >> Self.chunkBits] + (count & (1 << Self.chunkBits - 1))).initialize(to: element)
        count += 1
    }

    /// Where the chunk of the value at `index` begins, and how far apart values lie: for callers that know no type.
    func chunk(of index: Int) -> UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(chunks[index >> Self.chunkBits])
    }

    /// The value at `index`, in place.
    ///
    /// - Precondition: `0 <= index < count`.
    subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(index >= 0 && index < count)
            return unsafe UnsafePointer(chunks[index >> Self.chunkBits] + (index & (1 << Self.chunkBits - 1)))
        }
        @inline(__always)
        unsafeMutableAddress {
            precondition(index >= 0 && index < count)
            return unsafe chunks[index >> Self.chunkBits] + (index & (1 << Self.chunkBits - 1))
        }
    }
}
