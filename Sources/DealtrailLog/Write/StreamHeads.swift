import DealtrailModel

/// The next revisions of the streams that this process appended to lately.
///
/// Only a short cut: what is not known here is looked up in the log. It is dropped whenever another process has
/// appended or a commit has failed, so that it never says more than the log does.
struct StreamHeads {
    /// How many streams are remembered before all are forgotten, when the next commit begins.
    ///
    /// Not sooner: the revisions that a request has taken so far are nowhere else until its last event has one.
    let capacity: Int

    private struct Head {
        let stream: StreamName
        var next: UInt64
    }

    /// By hash; of two streams with one hash the later is known.
    private var heads: [UInt64: Head] = [:]
    /// The size of the log at which they are right.
    ///
    /// Not the end of the index's tail: a read moves that on, over events of other processes that are unknown here.
    var size: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The revision that the next event of a stream gets, when it is known.
    func next(of stream: StreamName, _ hash: UInt64) -> UInt64? {
        guard let head = heads[hash], head.stream == stream else { return nil }
        return head.next
    }

    /// The same, for an event that is appended now: the next one gets the revision after it.
    mutating func take(_ stream: StreamName, _ hash: UInt64) -> UInt64? {
        guard let index = heads.index(forKey: hash), heads.values[index].stream == stream else { return nil }
        defer { heads.values[index].next += 1 }
        return heads.values[index].next
    }

    mutating func set(_ stream: StreamName, _ hash: UInt64, next: UInt64) {
        heads[hash] = Head(stream: stream, next: next)
    }

    /// Forgets all when they are of another size of the log, or too many.
    mutating func prepare(for size: UInt64) {
        if self.size != size || heads.count >= capacity { forget() }
    }

    mutating func forget() { heads.removeAll(keepingCapacity: true) }
}

/// Puts a new value in place of one, which it returns.
func exchange<Value>(_ value: inout Value, with new: Value) -> Value {
    let old = value
    value = new
    return old
}
