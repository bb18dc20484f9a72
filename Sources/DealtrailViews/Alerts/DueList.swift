import DealtrailModel

/// Instants in order, each with what it stands for: added, taken away, and read up to an instant.
///
/// Sorted runs of a few hundred, so that adding and taking away moves little and reading is a walk over memory.
struct DueList: Sendable {
    /// An instant with a number that tells what falls due then.
    struct Key: Hashable, Comparable, Sendable, BitwiseCopyable {
        let at: Int64
        let number: UInt64

        static func < (left: Key, right: Key) -> Bool { (left.at, left.number) < (right.at, right.number) }
    }

    private static let longest = 512
    private var runs: [[Key]] = []
    /// How many instants there are.
    private(set) var count = 0

    init() {}

    /// Takes keys in any order.
    ///
    /// - Complexity: O(n log n).
    init(_ keys: [Key]) {
        let sorted = keys.sorted()
        count = sorted.count
        runs = stride(from: 0, to: sorted.count, by: Self.longest / 2).map { start in
            Array(sorted[start..<min(start + Self.longest / 2, sorted.count)])
        }
    }

    /// Adds a key.
    ///
    /// - Complexity: O(log n + the length of a run + runs / the length of a run).
    mutating func insert(_ key: Key) {
        count += 1
        guard !runs.isEmpty else {
            runs = [[key]]
            return
        }
        let run = max(0, firstRun(beginningAfter: key) - 1)
        runs[run].insert(key, at: Self.place(of: key, in: runs[run]))
        guard runs[run].count > Self.longest else { return }
        let half = runs[run].count / 2
        runs.insert(Array(runs[run][half...]), at: run + 1)
        runs[run].removeSubrange(half...)
    }

    /// Takes a key away; one that is not there is left out.
    mutating func remove(_ key: Key) {
        let run = firstRun(beginningAfter: key) - 1
        guard run >= 0 else { return }
        let place = Self.place(of: key, in: runs[run])
        guard place < runs[run].count, runs[run][place] == key else { return }
        count -= 1
        runs[run].remove(at: place)
        if runs[run].isEmpty { runs.remove(at: run) }
    }

    /// Calls `body` with each number up to an instant, inclusive, the earliest first, until it returns `false`.
    ///
    /// - Complexity: O(numbers given).
    func forEach(until instant: Timestamp, _ body: (UInt64) throws -> Bool) rethrows {
        for run in runs {
            for key in run {
                guard key.at <= instant.nanoseconds, try body(key.number) else { return }
            }
        }
    }

    /// Calls `body` with each number after an instant, up to another one, inclusive.
    ///
    /// - Complexity: O(log n + numbers given).
    func forEach(after start: Timestamp, until end: Timestamp, _ body: (UInt64) throws -> Void) rethrows {
        var (run, place) = position(after: start)
        while run < runs.count {
            while place < runs[run].count {
                guard runs[run][place].at <= end.nanoseconds else { return }
                try body(runs[run][place].number)
                place += 1
            }
            (run, place) = (run + 1, 0)
        }
    }

    /// How many instants there are up to one, inclusive.
    ///
    /// - Complexity: O(runs).
    func count(until instant: Timestamp) -> Int {
        let (run, place) = position(after: instant)
        return runs[..<run].reduce(0) { $0 + $1.count } + place
    }

    /// The first instant after one; `nil` when there is none.
    ///
    /// - Complexity: O(log n).
    func next(after instant: Timestamp) -> Timestamp? {
        let (run, place) = position(after: instant)
        guard run < runs.count else { return nil }
        return Timestamp(nanoseconds: runs[run][place].at)
    }

    /// The place of the first key after an instant.
    private func position(after instant: Timestamp) -> (run: Int, place: Int) {
        let last = Key(at: instant.nanoseconds, number: .max)
        let run = firstRun(beginningAfter: last) - 1
        guard run >= 0 else { return (0, 0) }
        var place = Self.place(of: last, in: runs[run])
        if place < runs[run].count, runs[run][place] == last { place += 1 }
        return place < runs[run].count ? (run, place) : (run + 1, 0)
    }

    /// The first run whose first key comes after a key.
    private func firstRun(beginningAfter key: Key) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle][0] <= key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where a key stands or would stand.
    private static func place(of key: Key, in run: [Key]) -> Int {
        var (low, high) = (0, run.count)
        while low < high {
            let middle = (low + high) / 2
            if run[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
