/// What is still to be done, the earliest first; of equal times, what was planned first.
struct JobQueue: Sendable {
    struct Entry: Sendable {
        let second: Int64
        let order: Int
        let job: SimulatorJob

        func precedes(_ other: Entry) -> Bool { (second, order) < (other.second, other.order) }
    }

    private var heap: [Entry] = []
    private var planned = 0

    mutating func plan(_ job: SimulatorJob, at second: Int64) {
        heap.append(Entry(second: second, order: planned, job: job))
        planned += 1
        var child = heap.count - 1
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popFirst() -> Entry? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].precedes(heap[least])
            {
                least = child
            }
            guard least != parent else { return first }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
