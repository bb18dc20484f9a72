/// Values of one type in chunks: they are changed in place, never move, and growing copies nothing.
///
/// It knows the size of a value and nothing else: code that is generic over the type would look the type up for each value.
/// Whoever uses it initializes and deinitializes. The place of a value that was taken out goes to the next one that comes in.
@safe
struct Slab: ~Copyable {
    private static var chunkBits: Int { 10 }
    /// How far apart values lie, in bytes.
    let stride: Int
    private let alignment: Int
    private var chunks: [UnsafeMutableRawPointer] = unsafe []
    /// Places that were never used lie behind.
    private var used = 0
    private var free: [Int32] = []

    /// Creates an empty slab for values of this type.
    init<Element>(of type: Element.Type) {
        stride = MemoryLayout<Element>.stride
        alignment = MemoryLayout<Element>.alignment
    }

    /// Gives the memory back; whoever uses the slab has deinitialized the values.
    deinit {
        for index in unsafe chunks.indices { unsafe chunks[index].deallocate() }
    }

    /// How many values there are.
    var count: Int { used - free.count }

    /// Calls `body` with the place of each value.
    func forEachPlace(_ body: (Int) -> Void) {
        var isFree = Array(repeating: false, count: used)
        for index in free { isFree[Int(index)] = true }
        for index in 0..<used where !isFree[index] { body(index) }
    }

    /// A free place, whose memory the caller initializes.
    mutating func insert() -> Int {
        if let last = free.popLast() { return Int(last) }
        if used & (1 << Self.chunkBits - 1) == 0 {
            unsafe chunks.append(.allocate(byteCount: stride << Self.chunkBits, alignment: alignment))
        }
        used += 1
        return used - 1
    }

    /// Frees the place of a value that the caller has deinitialized.
    mutating func remove(_ index: Int) { free.append(Int32(index)) }

    /// Where the value at `index` lies.
    ///
    /// - Precondition: there is a value, and nobody uses the pointer once it is gone.
    @inline(__always)
    func address(_ index: Int) -> UnsafeMutableRawPointer {
        precondition(index >= 0 && index < used)
        return unsafe chunks[index >> Self.chunkBits] + (index & (1 << Self.chunkBits - 1)) &* stride
    }
}
