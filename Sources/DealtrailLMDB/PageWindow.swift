/// Copies of pages of a data file, read from the file: more at once, the longer they follow one another.
///
/// For whoever reads most of a file once: a map would fault for every sixteen pages, and be taken apart at the end.
@safe
struct PageWindow: ~Copyable {
    private let descriptor: Int32
    private let pageSize: Int
    /// How many pages the file has.
    private let pageCount: Int
    private let memory: UnsafeMutableRawPointer
    /// The pages that are there.
    private var pages = 0..<0
    /// How many pages were read the last time.
    private var count = 1

    /// The most pages that are read at once.
    private static let maximumCount = 32

    init(descriptor: Int32, byteCount: Int, pageSize: Int) {
        self.descriptor = descriptor
        self.pageSize = pageSize
        pageCount = byteCount / pageSize
        unsafe memory = .allocate(byteCount: Self.maximumCount * pageSize, alignment: pageSize)
    }

    deinit { unsafe memory.deallocate() }

    /// A page, until the next is asked for; `nil` when the file does not have all of it.
    @_lifetime(&self)
    mutating func page(_ number: Int) -> RawSpan? {
        if !pages.contains(number), !read(from: number) { return nil }
        let start = (number - pages.lowerBound) * pageSize
        let page = unsafe RawSpan(_unsafeStart: memory + start, byteCount: pageSize)
        return unsafe _overrideLifetime(page, mutating: &self)
    }

    private mutating func read(from number: Int) -> Bool {
        guard number >= 0, number < pageCount else { return false }
        let isNear = number >= pages.upperBound && number < pages.upperBound + count
        count = isNear ? min(2 * count, Self.maximumCount) : 1
        let wanted = min(count, pageCount - number) * pageSize
        let memory = unsafe UnsafeMutableRawBufferPointer(start: self.memory, count: wanted)
        let got = unsafe System.fill(memory, from: descriptor, at: number * pageSize) ?? 0
        pages = number..<number + got / pageSize
        return !pages.isEmpty
    }
}
