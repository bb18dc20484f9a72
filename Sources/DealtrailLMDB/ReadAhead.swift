internal import DealtrailCMemory

/// Has the memory of records near before somebody gets there who walks over a table and reads them whole.
///
/// It takes for granted that pages follow one another, as they do in a table that was only ever appended to; where they do not,
/// it costs the memory's time and nothing else. It outlives a cursor, so that walks over one stretch after the other
/// go on.
public struct ReadAhead: Sendable {
    /// How far behind a record that memory lies which is asked for with it, in bytes.
    ///
    /// Two pages are some eighteen events, a few microseconds of a fold: the memory is there by then, and in the nearest caches
    /// still. All of the next page at once, when a page begins, is more than a processor asks for at the same time.
    private static let distance = 2 * Entry.blockByteCount
    /// How much of a file Linux maps with a page that is asked for, as a power of two: with less the rest costs nothing, with more than
    /// it does a fault.
    private static let windowBits = 16

    /// The part of memory that the last record lies in; `nil` before the first.
    private var window: Int?

    /// Begins in front of the first record.
    public init() {}

    /// Says that a walk has come to a record with this value.
    @inline(__always)
    mutating func reach(_ value: UnsafeMutableRawPointer, _ count: Int) {
        let start = Int(bitPattern: value)
        // The key lies in front of the value.
        dealtrail_prefetch(UInt(bitPattern: start &+ Self.distance &- 16), UInt(bitPattern: count &+ 16))
        let window = start >> Self.windowBits
        if window != self.window { enter(window) }
    }

    private mutating func enter(_ window: Int) {
        // Neither for a walk over a few records nor where one goes back. One page is enough, and to ask for all of them takes longer
        // than they are worth: the system looks at each once more.
        if let last = self.window, last < window {
            dealtrail_map_ahead(UInt(bitPattern: (window + 1) << Self.windowBits), UInt(Entry.blockByteCount))
        }
        self.window = window
    }
}
