import DealtrailModel

/// The next revisions of the streams that this process appended to lately.
///
/// Only a short cut: what is not known here is looked up in the log. It is dropped whenever another process has
/// appended or a commit has failed, so that it never says more than the log does.
struct StreamHeads {
    /// How many streams are remembered before all are forgotten.
    static let capacity = 131_072

    private(set) var next: [StreamName: UInt64] = [:]
    /// The size of the log at which they are right.
    ///
    /// Not the end of the index's tail: a read moves that on, over events of other processes that are unknown here.
    var size: UInt64 = 0

    mutating func set(_ stream: StreamName, _ revision: UInt64) {
        if next.count >= Self.capacity { next.removeAll(keepingCapacity: true) }
        next[stream] = revision
    }

    mutating func forget() { next.removeAll(keepingCapacity: true) }
}

/// Puts a new value in place of one, which it returns.
func exchange<Value>(_ value: inout Value, with new: Value) -> Value {
    let old = value
    value = new
    return old
}
