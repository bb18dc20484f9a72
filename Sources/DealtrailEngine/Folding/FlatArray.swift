import DealtrailCMemory
import DealtrailModel

/// Plain values one after another, owned by one holder: what an array is without counted references and copies on write.
///
/// A fold changes and reads these for every event.
@safe
struct FlatArray<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    /// How many values there are.
    private(set) var count = 0

    init(capacity: Int = 16) {
        self.capacity = max(capacity, 16)
        unsafe base = .allocate(capacity: self.capacity)
    }

    /// So many equal values.
    init(repeating element: Element, count: Int) {
        self.init(capacity: count)
        append(element, count)
    }

    /// A copy of an array.
    init(_ elements: [Element]) {
        self.init(capacity: elements.count)
        for element in elements { append(element) }
    }

    deinit { unsafe base.deallocate() }

    /// The value at `index`, which must be there.
    subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always)
        unsafeMutableAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return unsafe base + index
        }
    }

    /// Asks the processor for the value at `index`, without waiting for it; does nothing when there is none.
    @inline(__always)
    func prefetch(_ index: Int) {
        guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return }
        dealtrail_prefetch(unsafe UInt(bitPattern: base + index), UInt(MemoryLayout<Element>.size))
    }

    /// Adds a value.
    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(1) }
        unsafe (base + count).initialize(to: element)
        count &+= 1
    }

    /// Adds so many equal values.
    mutating func append(_ element: Element, _ number: Int) {
        if number > capacity - count { grow(number) }
        unsafe (base + count).initialize(repeating: element, count: number)
        count += number
    }

    /// Removes the values from `index` on and keeps the memory.
    mutating func removeAll(from index: Int = 0) {
        precondition(index >= 0 && index <= count)
        count = index
    }

    private mutating func grow(_ number: Int) {
        let larger = max(2 * capacity, count + number)
        let next = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        unsafe next.initialize(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = next
        capacity = larger
    }
}

extension FlatArray where Element == UInt8 {
    /// Where the first byte lies, until the next one is added.
    var start: UnsafeRawPointer { unsafe UnsafeRawPointer(base) }

    /// Adds bytes.
    ///
    /// - Returns: Where they begin.
    @inline(__always)
    mutating func append(_ bytes: RawSpan) -> Int {
        let length = bytes.byteCount
        if length > capacity &- count { grow(length) }
        let place = count
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(start: base + place, count: length).copyMemory(from: bytes)
        }
        count = place &+ length
        return place
    }

    /// Whether these bytes stand at a range.
    @inline(__always)
    func equal(_ bytes: RawSpan, at range: Range<Int>) -> Bool {
        span(range.lowerBound, range.count).elementsEqual(bytes)
    }

    /// Bytes that were added.
    @inline(__always)
    @_lifetime(borrow self)
    func span(_ place: Int, _ length: Int) -> RawSpan {
        precondition(place >= 0 && length >= 0 && length <= count &- place)
        let span = unsafe RawSpan(_unsafeStart: base + place, byteCount: length)
        // The memory moves and goes only when the array is changed.
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}

// Unchecked because of the pointer, which nobody shares.
extension FlatArray: @unchecked Sendable where Element: Sendable {}
