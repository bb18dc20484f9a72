import DealtrailCMemory

/// Asks the processor for memory of an array, without waiting for it.
extension Array {
    /// Asks for the head of the array and its first elements, in step 0; for the last element and the place behind it, in step 1,
    /// when the head is there.
    @inline(__always)
    func prefetchEnd(_ step: Int) {
        if step == 0 {
            dealtrail_prefetch(unsafe unsafeBitCast(self, to: UInt.self), 128)
        } else if step == 1, count > 1 {
            unsafe withUnsafeBufferPointer { elements in
                guard let start = elements.baseAddress else { return }
                dealtrail_prefetch(
                    unsafe UInt(bitPattern: start + (elements.count - 1)), UInt(2 * MemoryLayout<Element>.stride))
            }
        }
    }

    /// Asks for all elements, when the head is there.
    @inline(__always)
    func prefetchAll() {
        unsafe withUnsafeBufferPointer { elements in
            dealtrail_prefetch(
                UInt(bitPattern: elements.baseAddress), UInt(elements.count * MemoryLayout<Element>.stride))
        }
    }
}
