/// Values in chunks: they are changed in place, never move, and growing copies nothing.
///
/// The place of a value that was taken out goes to the next one that comes in.
@safe
struct Slab<Element>: ~Copyable {
    static var chunkBits: Int { 10 }
    private var chunks: [UnsafeMutablePointer<Element>] = unsafe []
    /// Places that were never used lie behind.
    private var used = 0
    private var free: [Int32] = []

    init() {}

    deinit {
        var isFree = Array(repeating: false, count: used)
        for index in free { isFree[Int(index)] = true }
        for index in 0..<used where !isFree[index] { unsafe address(index).deinitialize(count: 1) }
        for index in unsafe chunks.indices { unsafe chunks[index].deallocate() }
    }

    /// How many values there are.
    var count: Int { used - free.count }

    /// Puts a value into a free place.
    ///
    /// - Returns: The place.
    mutating func insert(_ element: consuming Element) -> Int {
        let index: Int
        if let last = free.popLast() {
            index = Int(last)
        } else {
            if used & (1 << Self.chunkBits - 1) == 0 {
                unsafe chunks.append(.allocate(capacity: 1 << Self.chunkBits))
            }
            index = used
            used += 1
        }
        unsafe address(index).initialize(to: element)
        return index
    }

    /// Takes a value out and frees its place.
    ///
    /// - Precondition: there is a value.
    mutating func remove(_ index: Int) {
        unsafe address(index).deinitialize(count: 1)
        free.append(Int32(index))
    }

    /// Where the value at `index` lies.
    ///
    /// - Precondition: there is a value, and nobody uses the pointer once it is gone.
    @inline(__always)
    func address(_ index: Int) -> UnsafeMutablePointer<Element> {
        precondition(index >= 0 && index < used)
        return unsafe chunks[index >> Self.chunkBits] + (index & (1 << Self.chunkBits - 1))
    }

    /// The value at `index`, in place.
    ///
    /// - Precondition: there is a value.
    subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(address(index)) }
        @inline(__always)
        unsafeMutableAddress { unsafe address(index) }
    }
}
