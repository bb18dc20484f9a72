import DealtrailModel
import Foundation

/// The records of some lanes of a fold, lane by lane in the order of their keys, in portions of one commit each.
///
/// After a fold with several threads a second one sorts keys and writes states while the caller commits what it has
/// written: the two share the work that is left once everything is folded.
final class RecordPortions: @unchecked Sendable {
    // Unchecked because the condition guards the queue, and of what is folded nothing changes any more: the thread that writes
    // reads it, and the caller what that has written.

    /// Records that follow one another.
    struct Portion: Sendable {
        /// How many records the lane has, and how many of them the portions up to this one hold.
        let total: Int
        let done: Int
        /// Each key and its record behind it.
        fileprivate let bytes: [UInt8]
        /// Where each key and each record ends.
        fileprivate let ends: [Int]

        /// Whether the lane has no more.
        var isLast: Bool { done == total }
    }

    private let partitions: [PartitionedFold.Partition]
    private let lanes: [Int]
    private let size: Int
    // Where the next portion begins; of the thread that writes.
    private var current = 0
    private var done = 0
    private var order: [KeyOrder.Place]?
    /// What portions are written into in turn: one is with the caller, one waits and one is filled.
    ///
    /// The memory of each is used again: the system clears new memory page by page, as it is touched.
    private var writers: [CBORWriter]
    private var turn = 0

    private let condition = NSCondition()
    private var ready: Result<Portion, any Error>?
    private var isRunning = false
    private var isStopped = false

    /// Prepares the portions.
    ///
    /// - Parameters:
    ///   - lanes: Which lanes, in this order.
    ///   - size: How many bytes a portion has, about.
    init(_ fold: PartitionedFold, lanes: [Int], size: Int) {
        partitions = fold.partitions
        self.lanes = lanes
        self.size = size
        writers = Array(repeating: CBORWriter(capacity: 0), count: partitions.count > 1 ? 3 : 1)
        guard partitions.count > 1 else { return }
        isRunning = true
        Background.start("dealtrail.rebuild.write") { self.run() }
    }

    /// The next portion: each lane has at least one, an empty one when it has no keys.
    ///
    /// - Precondition: there is one.
    /// - Throws: ``EngineError``, what encoding throws.
    func next() throws -> Portion {
        guard partitions.count > 1 else { return try make() }
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let ready {
                self.ready = nil
                condition.broadcast()
                return try ready.get()
            }
            condition.wait()
        }
    }

    /// Ends the second thread, whether all portions were taken or not, and waits for it.
    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        while isRunning { condition.wait() }
        condition.unlock()
    }

    /// Calls `body` with the records of a portion, in order.
    func forEach(_ portion: Portion, _ body: (_ key: RawSpan, _ record: RawSpan) throws -> Void) throws {
        let bytes = portion.bytes
        var start = 0
        for index in stride(from: 0, to: portion.ends.count, by: 2) {
            let (key, end) = (portion.ends[index], portion.ends[index + 1])
            try body(bytes.rawSpan.extracting(start..<key), bytes.rawSpan.extracting(key..<end))
            start = end
        }
    }

    private func run() {
        var goesOn = true
        while goesOn, current < lanes.count {
            let portion = Result { try make() }
            condition.lock()
            while ready != nil, !isStopped { condition.wait() }
            ready = portion
            if case .failure = portion { goesOn = false }
            if isStopped { goesOn = false }
            condition.broadcast()
            condition.unlock()
        }
        condition.lock()
        isRunning = false
        condition.broadcast()
        condition.unlock()
    }

    private func make() throws -> Portion {
        let lane = lanes[current]
        let order = self.order ?? KeyOrder(lane: lane, of: partitions).places
        let own = partitions.map { $0.pass.lanes[lane] }
        // Whoever still had the last portion out of this one would keep its bytes: then they are written elsewhere.
        var writer = CBORWriter(capacity: 0)
        swap(&writer, &writers[turn])
        writer.removeAll()
        var ends: [Int] = []
        while done < order.count, writer.bytes.count < size {
            // In the order of keys each state lies somewhere else: they are asked for ahead, four records between two steps.
            for step in 0..<FoldLane.recordSteps {
                let next = done &+ 4 &* (FoldLane.recordSteps &- step)
                guard next < order.count else { continue }
                let place = order[next]
                let lane = own[Int(place.partition)]
                lane.prefetchRecord(Int(place.slot), step)
                if step == 1 { partitions[Int(place.partition)].pass.prefetchText(lane.key(of: Int(place.slot))) }
            }
            let place = order[done]
            let lane = own[Int(place.partition)]
            // The key as well, so that whoever commits need not look for it while this thread has less to do.
            partitions[Int(place.partition)].pass.withText(lane.key(of: Int(place.slot))) { writer.write(encoded: $0) }
            ends.append(writer.bytes.count)
            try lane.write(record: Int(place.slot), to: &writer)
            ends.append(writer.bytes.count)
            done += 1
        }
        let portion = Portion(total: order.count, done: done, bytes: writer.bytes, ends: ends)
        swap(&writer, &writers[turn])
        turn = (turn + 1) % writers.count
        if portion.isLast {
            (current, done, self.order) = (current + 1, 0, nil)
        } else {
            self.order = order
        }
        return portion
    }
}
